import { linkHolds, NO_ID } from '#lib/consumers/access.ts'
import { WEAK_PROOF } from '#lib/consumers/link-parts.ts'
import type { AnonymousActor } from '#lib/identity/actor.ts'
import type { NumberOnRecord } from '#lib/identity/number-on-record.ts'
import { openChallenge } from '#lib/identity/open-challenge.ts'
import type { Clock } from '#lib/platform/clock.ts'
import type { Db, Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { localeOf } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { findLinkRequest } from './link-request.ts'
import type { ProofResult } from './prove-by-bill.ts'

/**
 * The other way of step 2, for somebody who still has the phone on record: a code goes there, and says which number it
 * would let in. Only a number with a strong proof counts as on record. The answer is the same where there is none.
 */
export async function askNumberOnRecord(
  services: Services,
  actor: AnonymousActor,
  { requestId }: { requestId: string },
): Promise<ProofResult> {
  const request = await findLinkRequest(services, requestId)
  if (!request) return { ok: false, reason: 'gone' }
  const opened = await openChallenge(services, actor, {
    ...{ purpose: 'LINK_OLD', text: 'otpLinkOld', action: 'link.code-requested', by: 'consumerNo', byConsumerNo: true },
    subject: `link consumerNo ${request.consumerNo}`,
    facts: { last: request.mobile.slice(-2) },
    find: () => ownerOnRecord(services, request.consumerNo),
    isForAnybody: true,
  })
  if (!opened.ok) return opened
  const data = { oldChallengeId: opened.challengeId }
  await services.db.linkRequest.updateMany({ where: { id: request.id, closedAt: null }, data })
  return { ok: true }
}

/**
 * The owner with a strong proof who was linked first. Three look-ups, each by the key that its rows lie by on a database that
 * is cut, and all of them made whatever was found.
 */
export async function ownerOnRecord(
  { db, now }: { db: Db | Tx; now: Clock },
  consumerNo: string,
): Promise<NumberOnRecord | null> {
  const connection = await db.connection.findUnique({ where: { consumerNo }, select: { id: true } })
  const [link] = await db.$queryRaw<{ consumerId: string }[]>`
    select l."consumerId"::text from "MobileLink" l
     where l."connectionId" = ${connection?.id ?? NO_ID}::uuid and ${linkHolds(now())}
       and l."role" = 'OWNER' and l."proof"::text <> ${WEAK_PROOF}
     order by l."linkedAt", l."id" limit 1`
  const owner = await db.consumer.findUnique({
    where: { id: link?.consumerId ?? NO_ID },
    select: { mobile: true, language: true },
  })
  return owner && { mobile: owner.mobile as Mobile, language: localeOf(owner.language) }
}
