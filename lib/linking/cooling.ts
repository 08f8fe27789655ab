import { secondsAfter } from '#lib/identity/otp-policy.ts'
import type { Services } from '#lib/platform/services.ts'
import { NUMBER_COOLS_SECONDS } from './link-policy.ts'

/**
 * Whether somebody's login number changed so lately that they may remove nobody and get no money back: whoever took a
 * number over is found out first, because the old number was told. To be asked by removals and refunds.
 */
export async function isCoolingDown(
  { db, now }: { db: Pick<Services['db'], 'consumer'>; now: Services['now'] },
  consumerId: string,
): Promise<boolean> {
  const changedAfter = secondsAfter(now(), -NUMBER_COOLS_SECONDS)
  return (await db.consumer.count({ where: { id: consumerId, mobileChangedAt: { gt: changedAfter } } })) === 1
}
