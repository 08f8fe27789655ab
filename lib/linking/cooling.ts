import { secondsAfter } from '#lib/identity/otp-policy.ts'
import type { Services } from '#lib/platform/services.ts'
import { NUMBER_COOLS_SECONDS } from './link-policy.ts'

/**
 * Whether somebody's login number changed so lately that they may remove nobody and get no money back: whoever took a
 * number over is found out first, because the old number was told. To be asked by removals.
 */
export async function isCoolingDown(
  { db, now }: { db: Pick<Services['db'], 'consumer'>; now: Services['now'] },
  consumerId: string,
): Promise<boolean> {
  const changedAfter = secondsAfter(now(), -NUMBER_COOLS_SECONDS)
  return (await db.consumer.count({ where: { id: consumerId, mobileChangedAt: { gt: changedAfter } } })) === 1
}

/** The same of anybody who is linked to a connection: to be asked before money goes back to its people. */
export async function isAnybodyCoolingDown(
  { db, now }: { db: Pick<Services['db'], 'mobileLink'>; now: Services['now'] },
  connectionId: string,
): Promise<boolean> {
  const changedAfter = secondsAfter(now(), -NUMBER_COOLS_SECONDS)
  const where = { connectionId, endedAt: null, consumer: { mobileChangedAt: { gt: changedAfter } } }
  return (await db.mobileLink.count({ where })) > 0
}
