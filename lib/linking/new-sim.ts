import { type AuditActor, recordAudit } from '#lib/audit/record-audit.ts'
import { holdingLinks } from '#lib/consumers/access.ts'
import { HOUR_SECONDS } from '#lib/identity/otp-policy.ts'
import { askForNewSim } from '#lib/identity/sim-swap.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { REFUND_WAITS_SECONDS } from './link-policy.ts'

/** What somebody with another's SIM would go for. */
type Wanted = 'number.change' | 'refund.decide'

/**
 * Whether an operator says that the SIM of one of these numbers is newer than 72 hours (threat T1; NIST SP 800-63B, 5.1.3.3),
 * which is noted with whoever wanted what. Without an operator to ask, and where it does not answer, nothing is held up: what
 * waits without its word (`refundWaits`, `isCoolingDown`) waits all the same. To be asked outside a transaction.
 */
export async function hasNewSim(
  { db, now }: Pick<Services, 'db' | 'now'>,
  actor: AuditActor,
  { mobiles, wanted, connectionId }: { mobiles: readonly Mobile[]; wanted: Wanted; connectionId?: string },
): Promise<boolean> {
  const { simSwap } = env()
  if (!simSwap) return false
  const hours = REFUND_WAITS_SECONDS / HOUR_SECONDS
  const answers = await Promise.all(mobiles.map((mobile) => askForNewSim(simSwap, mobile, { hours })))
  if (!answers.includes('NEW')) return false
  await recordAudit(db, actor, 'sim.new', { at: now(), connectionId, detail: { wanted } })
  return true
}

/** The same of everybody who is linked to a connection: to be asked before its refund is agreed to. */
export async function hasAnybodyNewSim(
  services: Pick<Services, 'db' | 'now'>,
  actor: AuditActor,
  connectionId: string,
): Promise<boolean> {
  if (!env().simSwap) return false
  const { db, now } = services
  const links = await db.mobileLink.findMany({
    where: { connectionId, ...holdingLinks(now()) },
    select: { consumerId: true },
  })
  // By themselves, because people and connections may lie in different databases.
  const people = await db.consumer.findMany({
    where: { id: { in: links.map(({ consumerId }) => consumerId) } },
    select: { mobile: true },
  })
  const mobiles = people.map(({ mobile }) => mobile as Mobile)
  return hasNewSim(services, actor, { mobiles, wanted: 'refund.decide', connectionId })
}
