import { recordAudit } from '#lib/audit/record-audit.ts'
import type { StaffActor, SystemActor } from '#lib/identity/actor.ts'
import { secondsAfter } from '#lib/identity/otp-policy.ts'
import { logFault } from '#lib/platform/log.ts'
import { limitKey } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import { MANY_LOOKS, MANY_LOOKS_LAST_SECONDS, MANY_LOOKS_WITHIN_SECONDS } from './staff-policy.ts'

const ALARMS = 'many looks'
const ALARM: SystemActor = { kind: 'system', name: 'count of looks' }

/**
 * Whether an officer has looked at more connections within ten minutes than work asks for (threat T30); of all who notice
 * it within an hour one says so, in the audit and in the log. Each look has committed its own entry before, so that of any
 * number of looks at once the last sees all. Nobody is stopped: in a storm it may be work.
 */
export async function countLooks({ db, now }: Services, { staffId }: StaffActor): Promise<void> {
  const at = now()
  const since = secondsAfter(at, -MANY_LOOKS_WITHIN_SECONDS)
  const where = { actorKind: 'staff', actorId: staffId, action: 'connection.looked', at: { gt: since } }
  const looks = await db.auditEntry.count({ where })
  if (looks < MANY_LOOKS) return
  const expiresAt = secondsAfter(at, MANY_LOOKS_LAST_SECONDS)
  const windowAt = new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000)
  const isFirst = await db.$transaction(async (tx) => {
    const own = { key: limitKey(ALARMS, staffId), windowAt, count: 1, expiresAt }
    const { count } = await tx.rateLimit.createMany({ data: [own], skipDuplicates: true })
    if (count === 0) return false
    await tx.rateLimit.createMany({
      data: [{ key: ALARMS, windowAt: at, count: 1, expiresAt }],
      skipDuplicates: true,
    })
    await recordAudit(tx, ALARM, 'connection.looked-often', { at, detail: { officer: staffId, looks } })
    return true
  })
  if (isFirst) logFault('MANY_LOOKS', { limit: MANY_LOOKS })
}

/** How many such alarms there were within the last hour. */
export function countManyLooks({ db, now }: Pick<Services, 'db' | 'now'>): Promise<number> {
  return db.rateLimit.count({ where: { key: ALARMS, expiresAt: { gt: now() } } })
}
