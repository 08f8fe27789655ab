import { recordAudit } from '#lib/audit/record-audit.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'

/** Logs an officer out at the server: a cookie kept from before opens nothing afterwards. */
export async function endStaffSession({ db, now }: Services, actor: StaffActor): Promise<void> {
  const at = now()
  await db.$transaction(async (tx) => {
    const where = { id: actor.sessionId, staffId: actor.staffId, endedAt: null }
    const { count } = await tx.staffSession.updateMany({ where, data: { endedAt: at } })
    if (count > 0) await recordAudit(tx, actor, 'desk.logged-out', { at, detail: { session: actor.sessionId } })
  })
}

/** Ends whatever lets an officer in: sessions and logins that are halfway. Returns how many sessions there were. */
export async function endAllOf(tx: Tx, staffId: string, at: Date): Promise<number> {
  await tx.staffLogin.updateMany({ where: { staffId, closedAt: null }, data: { closedAt: at } })
  const { count } = await tx.staffSession.updateMany({ where: { staffId, endedAt: null }, data: { endedAt: at } })
  return count
}
