import type { Db } from '#lib/platform/db.ts'
import { jsonRows } from '#lib/platform/json-rows.ts'
import { addDays, type IstDay } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { BlockValues } from '../block-sums.ts'
import { GAP_DAYS } from './gap.ts'

/** A meter at its place, and the first and last of its days that a file changed, or said of what was refused. */
export type Touched = {
  connectionId: string
  meterId: string
  from: IstDay
  to: IstDay
  /** Null for a meter that sends no blocks. */
  blocksInDay: number | null
  /** On the last of the days; null where no terms are known. */
  sanctionedLoadW: number | null
}

/** A day of a meter as the rules see it: its total, and the sums of its blocks; null where these did not come. */
export type WindowDay = {
  connectionId: string
  meterId: string
  on: IstDay
  total: { energyWh: number; source: 'REGISTER' | 'BLOCKS'; maxDemandAt: string | null } | null
  blocks: {
    intervalMinutes: number
    blocksKnown: number
    energyKnownWh: number
    peakW: number | null
    minutesOut: number | null
    isEstimated: boolean
    /** Where a rule needs them: a high peak, or a block that is missing. */
    energyWh: BlockValues | null
  } | null
}

/** Connections between two ids, the first left out; null for no bound. */
export type Range = { after: string | null; upTo: string | null }

const CONNECTIONS_LISTED = 20_000
/** A rule looks so far around the days that changed, and as far again for what it needs to judge those. */
export const WINDOW_DAYS = 2 * GAP_DAYS

/** Cuts a batch into ranges of connections that are listed at once. */
export async function rangesOf(db: Db, batchId: string): Promise<Range[]> {
  const bounds = await db.$queryRaw<{ connectionId: string }[]>`
    select "connectionId" from (
      select "connectionId", row_number() over (order by "connectionId") as "number" from (
        select "connectionId" from "MeterDay" where "batchId" = ${batchId}::uuid
        union select "connectionId" from "BlockDay" where "batchId" = ${batchId}::uuid
        union select "connectionId" from "RegisterReading" where "batchId" = ${batchId}::uuid
        union select "connectionId" from "RefusedReading" where "batchId" = ${batchId}::uuid
      ) as touched
    ) as numbered where "number" % ${CONNECTIONS_LISTED} = 0 order by "connectionId"`
  const ids = [null, ...bounds.map(({ connectionId }) => connectionId), null]
  return ids.slice(1).map((upTo, index) => ({ after: ids[index] ?? null, upTo }))
}

/** What a batch changed, or had refused, of the meters in a range. A register belongs to the day that it ends. */
export async function readTouched(db: Db, batchId: string, { after, upTo }: Range): Promise<Touched[]> {
  const isMine = Prisma.sql`"batchId" = ${batchId}::uuid and (${after}::uuid is null or "connectionId" > ${after}::uuid)
    and (${upTo}::uuid is null or "connectionId" <= ${upTo}::uuid)`
  return jsonRows<Touched>(
    db,
    Prisma.sql`
      select "connectionId", "meterId", min("onDay") as "from", max("onDay") as "to",
             1440 / max(m."intervalMinutes") as "blocksInDay",
             (select "sanctionedLoadW" from "ConnectionTerms" t
               where t."connectionId" = touched."connectionId" and t."effectiveFrom" <= max(touched."onDay")
               order by t."effectiveFrom" desc limit 1) as "sanctionedLoadW"
        from (
          select "connectionId", "meterId", "onDay" from "MeterDay" where ${isMine}
          union all select "connectionId", "meterId", "onDay" from "BlockDay" where ${isMine}
          union all select "connectionId", "meterId", "onDay" from "RefusedReading" where ${isMine}
          union all
          select "connectionId", "meterId", (("at" - interval '1 millisecond') at time zone 'Asia/Kolkata')::date
            from "RegisterReading" where ${isMine}
        ) as touched join "Meter" m on m."id" = "meterId"
       group by "connectionId", "meterId" order by "connectionId", "meterId"`,
  )
}

/** The days of meters around what changed, in order, the meters in the order given. */
export function readWindows(db: Db, touched: readonly Touched[], spikeFloorW: number): Promise<WindowDay[]> {
  return jsonRows<WindowDay>(
    db,
    Prisma.sql`
      select w."connectionId", w."meterId", d."onDay" as "on", d."total", d."blocks"
        from unnest(
          ${touched.map(({ connectionId }) => connectionId)}::uuid[], ${touched.map(({ meterId }) => meterId)}::uuid[],
          ${touched.map(({ from }) => addDays(from, -WINDOW_DAYS))}::date[],
          ${touched.map(({ to }) => addDays(to, WINDOW_DAYS))}::date[]
        ) with ordinality as w ("connectionId", "meterId", "from", "to", "number")
       cross join lateral (
         select "onDay",
                case when t."onDay" is not null then json_build_object(
                  'energyWh', t."energyWh", 'source', t."source", 'maxDemandAt', t."maxDemandAt") end as "total",
                case when b."onDay" is not null then json_build_object(
                  'intervalMinutes', b."intervalMinutes", 'blocksKnown', b."blocksKnown",
                  'energyKnownWh', b."energyKnownWh", 'peakW', b."peakW", 'minutesOut', b."minutesOut",
                  'isEstimated', cardinality(b."estimatedBlocks") > 0,
                  'energyWh', case when b."peakW" >= ${spikeFloorW} or b."blocksKnown" < 1440 / b."intervalMinutes"
                    then b."energyWh" end) end as "blocks"
           from (
             select * from "MeterDay" where "connectionId" = w."connectionId" and "meterId" = w."meterId"
               and "onDay" between w."from" and w."to"
           ) as t full join (
             select * from "BlockDay" where "connectionId" = w."connectionId" and "meterId" = w."meterId"
               and "onDay" between w."from" and w."to"
           ) as b using ("onDay")
       ) as d
       order by w."number", d."onDay"`,
  )
}

/** A register and the one before it, of the meter that both belong to. */
export type Registers = {
  connectionId: string
  meterId: string
  at: string
  energyWh: number
  isEstimated: boolean
  before: { at: string; energyWh: number; isEstimated: boolean } | null
}

/** The registers of meters that a batch brought, and the next after each, beside the one before it. */
export function readRegisters(db: Db, batchId: string, touched: readonly Touched[]): Promise<Registers[]> {
  return jsonRows<Registers>(
    db,
    Prisma.sql`
      with brought as (
        select distinct r."connectionId", r."meterId", r."at"
          from unnest(
            ${touched.map(({ connectionId }) => connectionId)}::uuid[], ${touched.map(({ meterId }) => meterId)}::uuid[]
          ) as w ("connectionId", "meterId")
          join "RegisterReading" r using ("connectionId", "meterId")
         where r."batchId" = ${batchId}::uuid
      ), judged as (
        select * from brought union
        select b."connectionId", b."meterId", n."at" from brought b cross join lateral (
          select "at" from "RegisterReading" r
           where r."connectionId" = b."connectionId" and r."meterId" = b."meterId" and r."at" > b."at"
           order by "at" limit 1
        ) as n
      )
      select j."connectionId", j."meterId", j."at", r."energyWh", r."status" = 'ESTIMATED' as "isEstimated",
             case when p."at" is not null then json_build_object(
               'at', p."at", 'energyWh', p."energyWh", 'isEstimated', p."status" = 'ESTIMATED') end as "before"
        from judged j
       cross join lateral (
         select * from "RegisterReading" r where r."connectionId" = j."connectionId" and r."meterId" = j."meterId"
           and r."at" = j."at" order by "revision" desc limit 1
       ) as r
        left join lateral (
         select * from "RegisterReading" p where p."connectionId" = j."connectionId" and p."meterId" = j."meterId"
           and p."at" < j."at" order by "at" desc, "revision" desc limit 1
       ) as p on true`,
  )
}
