import { secondsAfter } from '#lib/identity/otp-policy.ts'
import type { Services } from '#lib/platform/services.ts'
import { NUMBER_COOLS_SECONDS, REFUND_WAITS_SECONDS } from './link-policy.ts'

/**
 * Whether somebody's login number changed so lately that they may remove nobody: whoever took a number over is found out
 * first, because the old number was told. To be asked by removals; what money waits for, `refundWaits` says.
 */
export async function isCoolingDown(
  { db, now }: { db: Pick<Services['db'], 'consumer'>; now: Services['now'] },
  consumerId: string,
): Promise<boolean> {
  const changedAfter = secondsAfter(now(), -NUMBER_COOLS_SECONDS)
  return (await db.consumer.count({ where: { id: consumerId, mobileChangedAt: { gt: changedAfter } } })) === 1
}

/** The same of anybody who is linked to a connection: to be asked before a refund is asked for. */
export async function isAnybodyCoolingDown(
  { db, now }: { db: Pick<Services['db'], 'mobileLink'>; now: Services['now'] },
  connectionId: string,
): Promise<boolean> {
  const changedAfter = secondsAfter(now(), -NUMBER_COOLS_SECONDS)
  const where = { connectionId, endedAt: null, consumer: { mobileChangedAt: { gt: changedAfter } } }
  return (await db.mobileLink.count({ where })) > 0
}

/** Why no money goes back, since when and until when. */
export type RefundWait = { why: 'NUMBER' | 'DEVICE'; since: Date; until: Date }

/**
 * By connection, what its refunds wait for: the last time within 72 hours that somebody who is or was linked in them changed
 * their number, logged in at a browser that was new to them, or set up a device's own key (threat T1). A connection that is
 * not in the map waits for nothing. Asked person by person, because people and connections may lie in different databases.
 */
export async function refundWaits(
  { db, now }: { db: Pick<Services['db'], 'mobileLink' | 'consumer'>; now: Services['now'] },
  connectionIds: readonly string[],
): Promise<Map<string, RefundWait>> {
  const recent = { gt: secondsAfter(now(), -REFUND_WAITS_SECONDS) }
  const links = await db.mobileLink.findMany({
    // Whoever has left since still did what they did.
    where: { connectionId: { in: [...connectionIds] }, OR: [{ endedAt: null }, { endedAt: recent }] },
    select: { connectionId: true, consumerId: true },
  })
  const people = await db.consumer.findMany({
    where: { id: { in: links.map(({ consumerId }) => consumerId) } },
    select: {
      ...{ id: true, mobileChangedAt: true },
      sessions: { where: { isNewDevice: true, createdAt: recent }, select: { createdAt: true } },
      passkeys: { where: { createdAt: recent }, select: { createdAt: true } },
    },
  })
  const causes = new Map(
    people.map(({ id, mobileChangedAt, sessions, passkeys }) => [
      id,
      [
        ...(mobileChangedAt && mobileChangedAt > recent.gt ? [waitFor('NUMBER', mobileChangedAt)] : []),
        ...[...sessions, ...passkeys].map(({ createdAt }) => waitFor('DEVICE', createdAt)),
      ],
    ]),
  )
  const waits = new Map<string, RefundWait>()
  for (const { connectionId, consumerId } of links)
    for (const wait of causes.get(consumerId) ?? [])
      if (wait.since > (waits.get(connectionId)?.since ?? recent.gt)) waits.set(connectionId, wait)
  return waits
}

const waitFor = (why: RefundWait['why'], since: Date): RefundWait => ({
  why,
  since,
  until: secondsAfter(since, REFUND_WAITS_SECONDS),
})
