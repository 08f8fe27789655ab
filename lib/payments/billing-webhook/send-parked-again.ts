import { recordAudit } from '#lib/audit/record-audit.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'

/**
 * Has everything sent to the billing system once more that it did not take for three days, as if it were new. Returns how
 * many that are; null without leave.
 */
export async function sendParkedAgain(services: Services, actor: StaffActor): Promise<number | null> {
  if (!(await authorise(services, actor, 'billing-event.resend'))) return null
  const { db, now } = services
  const at = now()
  return db.$transaction(async (tx) => {
    const data = { state: 'WAITING', attempts: 0, sendAfter: at } as const
    const { count } = await tx.billingEvent.updateMany({ where: { state: 'PARKED' }, data })
    if (count > 0) await recordAudit(tx, actor, 'billing-event.resent', { at, detail: { count } })
    return count
  })
}
