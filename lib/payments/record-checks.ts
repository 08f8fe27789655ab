import { CODES_PER_DAY, CODES_PER_HOUR } from '#lib/identity/otp-policy.ts'
import type { Check } from './verify-ledger.ts'

/** What else must never be lost or exceeded: refunds, readings, complaints, messages. */
export const RECORD_CHECKS: readonly Check[] = [
  { id: 'INV4', name: 'refunds do not exceed their payments', note: 'refunds do not exist yet', find: async () => [] },
  {
    id: 'INV12',
    name: 'each file counts once; no reading without its file; replaced readings are kept',
    async find({ db }) {
      const rows = await db.$queryRaw<{ found: string }[]>`
        select 'file ' || min("source") || ' counted twice' as "found" from "IngestBatch"
        where "finishedAt" is not null and "accepted" > 0 group by "kind", "contentHash" having count(*) > 1
        union all
        select 'more readings than accepted from ' || b."source" from "IngestBatch" b
        join (select "batchId" from "MeterDay" union all select "batchId" from "MeterDayRevision") d on d."batchId" = b."id"
        where b."finishedAt" is not null group by b."id" having count(*) > b."accepted"
        union all
        select 'replaced readings of meter ' || d."meterId"::text || ' on ' || d."onDay"::text from "MeterDay" d
        where d."revision" > 1 and d."revision" - 1 <> (select count(*) from "MeterDayRevision" r
          where r."connectionId" = d."connectionId" and r."onDay" = d."onDay" and r."meterId" = d."meterId")`
      return rows.map(({ found }) => found)
    },
  },
  { id: 'INV13', name: 'every complaint is there', note: 'complaints do not exist yet', find: async () => [] },
  {
    id: 'INV14',
    name: 'no number was sent more codes than an hour and a day allow',
    async find({ db }) {
      // Numbers are masked: this is printed.
      const rows = await db.$queryRaw<{ found: string }[]>`
        select 'number ending in ' || right("toMobile", 3) as "found" from "Message", (values (3600, ${CODES_PER_HOUR}::int),
          (86400, ${CODES_PER_DAY}::int)) as "window"("seconds", "most")
        where "kind" = 'OTP'
        group by "toMobile", "seconds", "most", floor(extract(epoch from "createdAt") / "seconds") having count(*) > "most"`
      return rows.map(({ found }) => found)
    },
  },
]
