import { NO_ID } from '#lib/consumers/access.ts'
import type { AnonymousActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { addDays, dayOf, dayToColumn } from '#lib/units/ist.ts'
import { BILLS_ACCEPTED } from './link-policy.ts'
import { findLinkRequest, type LinkRequest } from './link-request.ts'
import { linksByOldBill } from './old-bill.ts'
import { openNewNumberChallenge } from './open-link-challenge.ts'
import { removedNumbersOf } from './removed-number.ts'
import { takeProof } from './take-proof.ts'
import { type FactsRefusal, readFacts, type TypedFacts } from './typed-facts.ts'

export type ProofResult =
  /** The next step follows, whether the facts were right or not. */
  | { ok: true }
  | FactsRefusal
  /** `closed`: no old bill links a number here, or no longer. */
  | { ok: false; reason: 'gone' | 'closed' | 'too-many-tries' | 'too-many-codes' | 'wait' | 'busy' }

/**
 * Step 2 of linking: facts from an old bill. If they are right, a code goes to the number that is to be linked. For wrong
 * facts and for consumer numbers that nobody has, the same statements run and the same result comes back. Where no old bill
 * links a number, nothing of it is looked at and nothing is sent.
 */
export async function proveByBill(
  services: Services,
  actor: AnonymousActor,
  { requestId, ...typed }: { requestId: string; meterNo: string; amount: string; billedOn: string },
): Promise<ProofResult> {
  const request = await findLinkRequest(services, requestId)
  if (!request) return { ok: false, reason: 'gone' }
  if (!linksByOldBill()) return { ok: false, reason: 'closed' }
  const read = readFacts(typed)
  if (!read.ok) return read
  if (!(await takeProof(services, actor, request))) return { ok: false, reason: 'too-many-tries' }
  const connectionId = await connectionOf(services, request, read.facts)
  const proof = connectionId === null ? null : ('BILL_FACTS' as const)
  await services.db.linkRequest.updateMany({ where: { id: request.id, closedAt: null }, data: { proof, connectionId } })
  const opened = await openNewNumberChallenge(services, actor, { ...request, connectionId })
  return opened.ok ? { ok: true } : opened
}

/** How long ago a meter may have been taken away: its number still stands on the bills that are accepted. */
const OLD_METER_DAYS = 120

/**
 * The connection that all of the facts belong to; null for none, and for a number that an owner has removed from it. Five
 * look-ups, each by the key that its rows lie by on a database that is cut (docs/scale.md), and all of them made whatever
 * was typed and found.
 */
async function connectionOf(
  { db, now }: Services,
  { consumerNo, mobile }: LinkRequest,
  { meterNo, amount, billedOn }: TypedFacts,
): Promise<string | null> {
  const metersFrom = dayToColumn(addDays(dayOf(now()), -OLD_METER_DAYS))
  // Without an amount, one that no bill has.
  const from = amount?.paise ?? -1n
  const to = amount ? from + (amount.isWhole ? 99n : 0n) : -1n
  const on = billedOn && dayToColumn(billedOn)
  const connection = await db.connection.findUnique({ where: { consumerNo }, select: { id: true } })
  const person = await db.consumer.findUnique({ where: { mobile }, select: { id: true } })
  const connectionId = connection?.id ?? NO_ID
  const installed = await db.$queryRaw<{ meterId: string }[]>`
    select i."meterId"::text from "MeterInstallation" i
     where i."connectionId" = ${connectionId}::uuid and (i."toOn" is null or i."toOn" >= ${metersFrom}::date)`
  const meters = await db.$queryRaw<unknown[]>`
    select 1 from "Meter" m
     where m."id" = any(${[NO_ID, ...installed.map(({ meterId }) => meterId)]}::uuid[])
       and regexp_replace(upper(m."serialNo"), '[^0-9A-Z]', '', 'g') = ${meterNo}`
  const [proven] = await db.$queryRaw<{ id: string }[]>`
    select c."id"::text from "Connection" c
     where c."id" = ${connectionId}::uuid
       and not exists (select from "MobileLink" l
                        where l."connectionId" = c."id"
                          and (l."removedById" is not null and l."consumerId" = ${person?.id ?? NO_ID}::uuid
                               or l."removedNumber" = any(${removedNumbersOf(mobile)}::text[])))
       and exists (select from (select * from "Bill" b where b."connectionId" = c."id"
                                 order by b."billedOn" desc limit ${BILLS_ACCEPTED}) b
                    where (${amount === null} or b."payableByDuePaise" between ${from} and ${to}
                           or b."payableAfterDuePaise" between ${from} and ${to})
                      and (${on === null} or b."billedOn" = ${on}::date))`
  return proven && meters.length > 0 ? proven.id : null
}
