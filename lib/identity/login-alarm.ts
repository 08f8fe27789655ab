import type { AuditAction } from '#lib/audit/audit-actions.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { type Fault, type LogFields, logFault } from '#lib/platform/log.ts'
import type { Services } from '#lib/platform/services.ts'
import { HOUR_SECONDS, hourOf, secondsAfter } from './otp-policy.ts'

/** Something about everybody's codes together that somebody should look at; it stands for an hour after it was noticed. */
export type LoginAlarm = { key: string; noticedBy: string; action: AuditAction; fault: Fault }

/** Of all who notice it in an hour, in whichever processes, one says so: in the audit and in a line of its own in the log. */
export async function raiseAlarm(
  { db, now }: Services,
  { key, noticedBy, action, fault }: LoginAlarm,
  figures: Pick<LogFields, 'failed' | 'tried' | 'limit' | 'sent' | 'right'>,
): Promise<void> {
  const at = now()
  const ofHour = { key, windowAt: hourOf(at) }
  // In a flood many notice it: those after the first begin no transaction.
  if ((await db.rateLimit.count({ where: ofHour })) > 0) return
  const row = { ...ofHour, count: 1, expiresAt: secondsAfter(at, HOUR_SECONDS) }
  const isFirst = await db.$transaction(async (tx) => {
    const { count } = await tx.rateLimit.createMany({ data: [row], skipDuplicates: true })
    if (count > 0) await recordAudit(tx, { kind: 'system', name: noticedBy }, action, { at, detail: figures })
    return count > 0
  })
  if (isFirst) logFault(fault, figures)
}

/** Since when an alarm stands, for `/api/ready` and the metrics; null while it does not. */
export async function alarmSince({ db, now }: Pick<Services, 'db' | 'now'>, { key }: LoginAlarm): Promise<Date | null> {
  const where = { key, expiresAt: { gt: now() } }
  const noticed = await db.rateLimit.findFirst({ where, orderBy: { windowAt: 'asc' }, select: { expiresAt: true } })
  return noticed && secondsAfter(noticed.expiresAt, -HOUR_SECONDS)
}
