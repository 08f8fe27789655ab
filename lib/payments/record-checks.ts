import {
  CODE_EVERY_SECONDS,
  CODES_PER_DAY,
  CODES_PER_HOUR,
  DAY_SECONDS,
  HOUR_SECONDS,
  secondsAfter,
} from '#lib/identity/otp-policy.ts'
import { keptFrom } from '#lib/metering/reading-months.ts'
import { dayOf } from '#lib/units/ist.ts'
import { wrongReadings } from './reading-totals.ts'
import type { Check } from './verify-ledger.ts'

/** What else must never be lost or exceeded: refunds, readings, complaints, messages. */
export const RECORD_CHECKS: readonly Check[] = [
  {
    id: 'INV4',
    name: 'refunds do not exceed their payments; what was agreed and not paid yet is owed, and what was paid left the gateway',
    async find({ db }) {
      const rows = await db.$queryRaw<{ found: string }[]>`
        select 'refunds of ' || p."receiptNo" as "found" from "Payment" p join "Refund" r on r."chainId" = p."chainId" and r."paymentId" = p."id"
        where r."state" not in ('REJECTED', 'FAILED') group by p."chainId", p."id" having sum(r."amountPaise") > p."amountPaise"
        union all
        select 'refund ' || r."id" from "Refund" r join "Payment" p on p."chainId" = r."chainId" and p."id" = r."paymentId"
        left join lateral (
          select coalesce(sum("paise") filter (where "account" = 'REFUND_PAYABLE'), 0) as "owed",
            coalesce(sum("paise") filter (where "account" = 'GATEWAY_CLEARING'), 0) as "gone"
          from (
            select e."account", case e."side" when 'CREDIT' then e."amountPaise" else -e."amountPaise" end as "paise"
            from "LedgerTransaction" t
            join "LedgerEntry" e on e."chainId" = t."chainId" and e."transactionId" = t."id"
            where t."kind" in ('REFUND_AGREED', 'REFUND_PAID', 'REFUND_FAILED')
              and t."reference" = p."channel"::text || ':' || p."reference"
                || case when p."share" > 0 then '#' || p."share" else '' end || '/' || r."id"
          ) "entry"
        ) "booked" on true
        where "booked"."owed" <> case when r."state" in ('AGREED', 'SENT') then r."amountPaise" else 0 end
          or "booked"."gone" <> case r."state" when 'PAID' then r."amountPaise" else 0 end`
      return rows.map(({ found }) => found)
    },
  },
  {
    id: 'INV12',
    name: 'each file counts once; readings are those that files brought, and none without its file; replaced ones are kept',
    async find({ db, now, since }) {
      const { MeterDay: from } = keptFrom(dayOf(now()))
      // Tariffs and master data may go back to what an older file says, which is then taken again and counts nothing twice.
      const rows = await db.$queryRaw<{ found: string }[]>`
        select 'file ' || min("source") || ' counted twice' as "found" from "IngestBatch"
        where "finishedAt" is not null and "accepted" > 0 and "kind" not in ('tariffs', 'consumers')
        group by "kind", "contentHash" having count(*) > 1
        union all
        select 'more readings than accepted from ' || b."source" from "IngestBatch" b
        join (select "batchId" from "MeterDay" union all select "batchId" from "MeterDayRevision") d on d."batchId" = b."id"
        -- Of the others \`ReadingTotal\` knows it exactly. A register makes up to two days, whatever becomes of its own row.
        where b."finishedAt" is not null and not exists (select from "ReadingTotal" t where t."batchId" = b."id" and t."byBatchId" = b."id")
        group by b."id" having count(*) > case b."kind" when 'meter-data' then 2 * (b."accepted" + b."unchanged" + b."rejected") else b."accepted" end
        union all
        select 'readings of ' || count(*) || ' days without their file or meter' from (
          select "meterId", "batchId" from "MeterDay" union all select "meterId", "batchId" from "BlockDay") d
        where not exists (select from "IngestBatch" b where b."id" = d."batchId")
          or not exists (select from "Meter" m where m."id" = d."meterId") having count(*) > 0
        union all
        select 'replaced readings of meter ' || d."meterId"::text || ' on ' || d."onDay"::text from "MeterDay" d
        where d."revision" > 1 and d."onDay" >= ${from}::date and d."revision" - 1 <> (select count(*) from "MeterDayRevision" r
          where r."connectionId" = d."connectionId" and r."onDay" = d."onDay" and r."meterId" = d."meterId")`
      return [...rows.map(({ found }) => found), ...(await wrongReadings({ db, now, since }))]
    },
  },
  {
    id: 'INV13',
    name: 'every complaint that was acknowledged is there, begins once and stands as its thread says',
    async find({ db }) {
      const rows = await db.$queryRaw<{ found: string }[]>`
        select 'complaint ' || (a."detail"->>'complaint') || ' is gone' as "found" from "AuditEntry" a
        left join "Complaint" c on c."id"::text = a."detail"->>'complaint'
        where a."action" = 'complaint.registered' and c."id" is null
        union all
        select 'complaint ' || c."id"::text || ' begins ' || count(e."id") || ' times' from "Complaint" c
        left join "ComplaintEvent" e on e."complaintId" = c."id" and e."kind" = 'REGISTERED'
        group by c."id" having count(e."id") <> 1
        union all
        select 'complaint ' || c."id"::text || ' is ' || c."state"::text || ' after ' || "last"."kind"::text from "Complaint" c
        join lateral (
          select e."kind" from "ComplaintEvent" e where e."complaintId" = c."id"
            and e."kind" in ('REGISTERED', 'PROMISED', 'RESOLVED', 'REJECTED', 'REOPENED', 'ESCALATED')
          order by e."id" desc limit 1
        ) "last" on true
        where c."state"::text <> case when "last"."kind" in ('REGISTERED', 'REOPENED', 'ESCALATED') then 'OPEN'
          else "last"."kind"::text end`
      return rows.map(({ found }) => found)
    },
  },
  {
    id: 'INV14',
    name: 'no number was sent more codes than any hour and any day allow, nor another one within half a minute',
    async find({ db, since }) {
      const from = since ? secondsAfter(since, -DAY_SECONDS) : new Date(0)
      // Numbers are masked: this is printed. A known browser's codes count for it, and those that the phone itself wrote for
      // together (`ownCodeKey`). Whether the code before still waited for its answer, and so made people wait, is not said by
      // messages but by challenges, as long as these are kept: one that a newer one closed, or that stands open beside it, did.
      const rows = await db.$queryRaw<{ found: string }[]>`
        select distinct 'number ending in ' || right("toMobile", 3) as "found" from (
          select "toMobile", "createdAt",
            lead("createdAt", ${CODES_PER_HOUR}::int) over "own" as "afterHours", lead("createdAt", ${CODES_PER_DAY}::int) over "own" as "afterDays"
          from "Message" where "kind" = 'OTP' and "createdAt" > ${from}
          window "own" as (partition by "toMobile", split_part(coalesce("onceKey", ''), ':', 2) order by "createdAt")
        ) "sent"
        where "afterHours" < "createdAt" + make_interval(secs => ${HOUR_SECONDS}::int)
          or "afterDays" < "createdAt" + make_interval(secs => ${DAY_SECONDS}::int)
        union all
        select distinct 'number ending in ' || right("mobile", 3) || ', twice at once' from (
          select *, lag("createdAt") over "own" as "sentBefore", lag("closedAt") over "own" as "closedBefore",
            lag("isSent" and not "isRight") over "own" as "waited"
          from "OtpChallenge" window "own" as (partition by "subjectHash" order by "createdAt")
        ) "asked"
        where "isSent" and "waited" and "createdAt" < "sentBefore" + make_interval(secs => ${CODE_EVERY_SECONDS}::int)
          and ("closedBefore" = "createdAt" or "closedBefore" is null and "closedAt" is null)`
      return rows.map(({ found }) => found)
    },
  },
]
