import { HOUR_SECONDS, secondsAfter } from '#lib/identity/otp-policy.ts'
import { askForNewSim } from '#lib/identity/sim-swap.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { REFUND_WAITS_SECONDS } from './link-policy.ts'

/**
 * Whether an operator says that the SIM of one of these numbers is newer than 72 hours (threat T1; NIST SP 800-63B-4, 3.1.3.3).
 * Without an operator to ask, and where it does not answer, nothing is held up: what waits without its word (`refundWaits`,
 * `isCoolingDown`) waits all the same. To be asked outside a transaction.
 */
export async function hasNewSim(...mobiles: Mobile[]): Promise<boolean> {
  const { simSwap } = env()
  if (!simSwap) return false
  const hours = REFUND_WAITS_SECONDS / HOUR_SECONDS
  const answers = await Promise.all(mobiles.map((mobile) => askForNewSim(simSwap, mobile, { hours })))
  return answers.includes('NEW')
}

/** The same of everybody who is linked to a connection, or was within 72 hours: to be asked before its refund is agreed to. */
export async function hasAnybodyNewSim(
  { db, now }: Pick<Services, 'db' | 'now'>,
  connectionId: string,
): Promise<boolean> {
  if (!env().simSwap) return false
  const links = await db.mobileLink.findMany({
    where: { connectionId, OR: [{ endedAt: null }, { endedAt: { gt: secondsAfter(now(), -REFUND_WAITS_SECONDS) } }] },
    select: { consumerId: true },
  })
  // By themselves, because people and connections may lie in different databases.
  const people = await db.consumer.findMany({
    where: { id: { in: links.map(({ consumerId }) => consumerId) }, erasedAt: null },
    select: { mobile: true },
  })
  return hasNewSim(...people.map(({ mobile }) => mobile as Mobile))
}
