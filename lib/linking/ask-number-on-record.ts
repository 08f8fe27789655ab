import { linkHolds } from '#lib/consumers/access.ts'
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

/** The owner with a strong proof who was linked first. */
export async function ownerOnRecord(
  { db, now }: { db: Db | Tx; now: Clock },
  consumerNo: string,
): Promise<NumberOnRecord | null> {
  const [row] = await db.$queryRaw<{ mobile: string; language: string }[]>`
    select p."mobile", p."language" from "Connection" c
      join "MobileLink" l on l."connectionId" = c."id" and ${linkHolds(now())}
                         and l."role" = 'OWNER' and l."proof"::text <> ${WEAK_PROOF}
      join "Consumer" p on p."id" = l."consumerId"
     where c."consumerNo" = ${consumerNo}
     order by l."linkedAt", l."id" limit 1`
  return row ? { mobile: row.mobile as Mobile, language: localeOf(row.language) } : null
}
