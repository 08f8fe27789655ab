import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { recordAudit } from './record-audit.ts'
import { headsOf, headsText, SEALED } from './verify-audit.ts'

const EVERY_MS = 3_600_000
const CHORE: SystemActor = { kind: 'system', name: 'seal of the audit' }

/**
 * Once an hour, when something has been written since, writes an entry that names the newest seal of each lane. It ties
 * the lanes together: the end of one cannot be cut off without breaking another. Two processes at once write two, which
 * harms nobody. Returns whether one was written.
 */
export async function sealAudit({ db, now }: Services): Promise<boolean> {
  const newest = await db.auditEntry.findFirst({ orderBy: { id: 'desc' }, select: { id: true, action: true } })
  if (!newest || newest.action === SEALED) return false
  const last = await db.auditEntry.findFirst({
    where: { action: SEALED },
    orderBy: { at: 'desc' },
    select: { at: true },
  })
  if (last && now().getTime() - last.at.getTime() < EVERY_MS) return false
  await recordAudit(db, CHORE, SEALED, { at: now(), detail: { heads: headsText(await headsOf(db)) } })
  return true
}
