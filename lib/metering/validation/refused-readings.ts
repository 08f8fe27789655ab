import { createHash } from 'node:crypto'
import type { Db, Tx } from '#lib/platform/db.ts'
import { jsonRows } from '#lib/platform/json-rows.ts'
import { dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { DayKey } from '../store-blocks.ts'
import type { Touched } from './meter-window.ts'

/** A value that no meter at its place can have measured, with all that was said beside it, in the units of the columns. */
export type OutOfRange = {
  /** Which block of the day, from 0, and how long it is; of a day, and of the register that ends one, 0 and 1440. */
  block: number
  intervalMinutes: number
  column: string
  limit: string
  said: Readonly<Record<string, string>>
}
export type RefusedReading = DayKey & { reading: OutOfRange }

/** What was refused of a meter's day and stands so: how much, and the first of it. An instant is a matter of the clock. */
export type RefusedDay = {
  connectionId: string
  meterId: string
  on: IstDay
  isInstant: boolean
  count: number
  first: OutOfRange
}

/** The column that says when a day's highest demand was. */
export const INSTANT_COLUMN = 'max_demand_at'

/**
 * Keeps what is refused, apart from the readings, since a wrong value is the first thing that tells what a meter lacks. What
 * a file says of a meter's day is one row: one in the wrong unit refuses millions. What is known is not kept twice, but
 * counts as said by the newest file.
 */
export async function keepRefused(
  tx: Tx,
  refused: readonly RefusedReading[],
  { batchId, receivedAt }: { batchId: string; receivedAt: Date },
): Promise<void> {
  if (refused.length === 0) return
  const days = [...Map.groupBy(refused, ({ connectionId, meterId, onDay }) => `${connectionId} ${meterId} ${onDay}`)]
  const rows = days.map(([, ofDay]) => {
    const { connectionId, meterId, onDay } = ofDay[0] as RefusedReading
    const readings = JSON.stringify(ofDay.map(({ reading }) => reading))
    return { connectionId, meterId, onDay, readings, id: createHash('sha256').update(readings).digest('hex') }
  })
  await tx.$executeRaw`
    insert into "RefusedReading" ("connectionId", "onDay", "meterId", "id", "readings", "batchId", "receivedAt")
    select "connectionId", "onDay", "meterId", "id", "readings"::jsonb, ${batchId}::uuid, ${receivedAt}::timestamptz
      from unnest(
        ${rows.map(({ connectionId }) => connectionId)}::uuid[],
        ${rows.map(({ onDay }) => onDay)}::date[],
        ${rows.map(({ meterId }) => meterId)}::uuid[],
        ${rows.map(({ id }) => id)}::text[],
        ${rows.map(({ readings }) => readings)}::text[]
      ) as given ("connectionId", "onDay", "meterId", "id", "readings")
    on conflict ("connectionId", "onDay", "meterId", "id") do update
      set "batchId" = excluded."batchId", "receivedAt" = excluded."receivedAt"`
}

/** What a file said of a meter's day that cannot be. */
export type FileRefusal = { id: string; source: string; receivedAt: Date; readings: readonly OutOfRange[] }

/** The newest first; a page shows no more. */
const FILES_LISTED = 10

export async function refusalsOf(db: Db, { connectionId, meterId, onDay }: DayKey): Promise<FileRefusal[]> {
  const rows = await db.refusedReading.findMany({
    where: { connectionId, onDay: dayToColumn(onDay), meterId },
    select: { id: true, receivedAt: true, readings: true, batch: { select: { source: true } } },
    orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }],
    take: FILES_LISTED,
  })
  return rows.map(({ batch: { source }, readings, ...row }) => ({
    ...{ ...row, source },
    readings: readings as unknown as OutOfRange[],
  }))
}

/** Of the days of meters that a file changed, those of which something was refused that no later file has put right. */
export function readRefused(db: Db, touched: readonly Touched[]): Promise<RefusedDay[]> {
  return jsonRows<RefusedDay>(
    db,
    Prisma.sql`
      select "connectionId", "meterId", "onDay" as "on", "isInstant", count(*)::int as "count",
             (array_agg("reading" order by ("reading"->>'block')::int))[1] as "first"
        from (
          select r."connectionId", r."meterId", r."onDay", each."reading",
                 each."reading"->>'column' = ${INSTANT_COLUMN} as "isInstant"
            from unnest(
              ${touched.map(({ connectionId }) => connectionId)}::uuid[], ${touched.map(({ meterId }) => meterId)}::uuid[],
              ${touched.map(({ from }) => from)}::date[], ${touched.map(({ to }) => to)}::date[]
            ) as w ("connectionId", "meterId", "from", "to")
            join "RefusedReading" r on r."connectionId" = w."connectionId" and r."meterId" = w."meterId"
             and r."onDay" between w."from" and w."to"
           cross join lateral jsonb_array_elements(r."readings") as each ("reading")
           cross join lateral (
             select (each."reading"->>'block')::int + 1 as "place", (each."reading"->>'intervalMinutes')::int as "minutes"
           ) as at
           where not exists (
             select from "BlockDay" b
              where b."connectionId" = r."connectionId" and b."onDay" = r."onDay" and b."meterId" = r."meterId"
                and b."receivedAt" > r."receivedAt" and b."intervalMinutes" = "minutes"
                and b."energyWh"["place"] is not null
           ) and not exists (
             select from "MeterDay" d
              where d."connectionId" = r."connectionId" and d."onDay" = r."onDay" and d."meterId" = r."meterId"
                and d."receivedAt" > r."receivedAt" and "minutes" = 1440 and d."source" = 'REGISTER'
           )
        ) as standing
       group by "connectionId", "meterId", "onDay", "isInstant"`,
  )
}
