import { isId, linkHolds, NO_ID } from '#lib/consumers/access.ts'
import type { Services } from '#lib/platform/services.ts'
import { latinFigures } from '#lib/units/figures.ts'
import { parseMobile } from '#lib/units/phone.ts'
import { isGuessing } from './guess-budget.ts'

/** The other number of whoever asked for a code: of a mobile its consumer number, of everything else the mobile. */
export type OwnNumber = 'mobile' | 'consumerNo'

/** Longer than any number with its spaces; the rest is cut off before it is looked at. */
export const LONGEST_NUMBER = 40

/** The query of a code's page after a refusal: a browser that gave its other number is asked for it again. */
export function refusalQuery(reason: string, ownNumber: string): string {
  return new URLSearchParams({ error: reason, ...((ownNumber || reason === 'more') && { own: 'asked' }) }).toString()
}

/**
 * Which number the page of a code has to ask for beside it; null for none. The same for known and unknown numbers.
 * `asked`: this browser was told so already.
 */
export async function ownNumberOf(
  services: Services,
  { challengeId, source, asked }: { challengeId: string; source: string; asked: boolean },
): Promise<OwnNumber | null> {
  if (!isId(challengeId)) return null
  const challenge = await services.db.otpChallenge.findUnique({
    where: { id: challengeId },
    select: { byConsumerNo: true, byKnownDevice: true, byChat: true },
  })
  if (!challenge || challenge.byKnownDevice || challenge.byChat) return null
  if (!asked && !(await isGuessing(services, source))) return null
  return challenge.byConsumerNo ? 'mobile' : 'consumerNo'
}

/**
 * Whether a number as typed is the other one of a challenge: the mobile that its code went to or, where that was typed
 * before, the consumer number of a connection that it is linked or invited to. The same look-ups, whatever is known, each by the key that its rows lie by on a database that is cut.
 */
export async function isOwnNumber(
  { db, now }: Services,
  { mobile, byConsumerNo }: { mobile: string | null; byConsumerNo: boolean },
  typed: string,
): Promise<boolean> {
  if (byConsumerNo) return mobile !== null && parseMobile(typed) === mobile
  const at = now()
  const sentTo = mobile ?? ''
  const consumerNo = latinFigures(typed).replace(/[\s\-./]/g, '')
  const connection = await db.connection.findUnique({ where: { consumerNo }, select: { id: true } })
  const person = await db.consumer.findUnique({ where: { mobile: sentTo }, select: { id: true } })
  const connectionId = connection?.id ?? NO_ID
  const linked = await db.$queryRaw<unknown[]>`
    select 1 from "MobileLink" l
     where l."connectionId" = ${connectionId}::uuid and l."consumerId" = ${person?.id ?? NO_ID}::uuid and ${linkHolds(at)}
     limit 1`
  const invited = await db.linkInvitation.count({
    where: { connectionId, mobile: sentTo, closedAt: null, expiresAt: { gt: at } },
  })
  return linked.length > 0 || invited > 0
}
