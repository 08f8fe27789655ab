import type { Tx } from '#lib/platform/db.ts'
import { firstDayOf, monthOf } from '#lib/units/ist.ts'
import { Prisma, type ReadingKind } from '#prisma/generated/client.ts'
import type { DayKey } from './store-blocks.ts'

/** A row that now stands under a batch, or no longer does (`isGone`). */
export type MovedReading = Pick<DayKey, 'onDay'> & { batchId: string; energyWh: number | bigint; isGone: boolean }

/**
 * Adds rows to what stands of their batches (`ReadingTotal`), for the statement that moves them: a file that is cut short
 * then leaves right sums, and whoever stores readings cannot forget to count them. `moved` is a query of "batchId", "onDay",
 * "rows" (below zero for those that were taken over) and "energyWh".
 */
export const addToTotals = (readings: ReadingKind, byBatchId: string, moved: Prisma.Sql): Prisma.Sql => Prisma.sql`
  insert into "ReadingTotal" ("batchId", "byBatchId", "readings", "month", "rows", "energyWh")
  select "batchId", ${byBatchId}::uuid, ${readings}::"ReadingKind", date_trunc('month', "onDay")::date,
    sum("rows")::int, sum("energyWh")::bigint
  from (${moved}) as moved group by "batchId", date_trunc('month', "onDay")::date
  on conflict ("batchId", "byBatchId", "readings", "month") do update set
    "rows" = "ReadingTotal"."rows" + excluded."rows", "energyWh" = "ReadingTotal"."energyWh" + excluded."energyWh"`

/** An insert that passes over what is there, and adds the rest to the totals of its batch; for `rowsStored`. */
export const countedInsert = (
  readings: ReadingKind,
  batchId: string,
  { insert, energy }: { insert: Prisma.Sql; energy: Prisma.Sql },
): Prisma.Sql => Prisma.sql`
  with stored as (
    ${insert} on conflict do nothing returning "onDay", ${energy} as "energyWh"
  ), counted as (
    ${addToTotals(readings, batchId, Prisma.sql`select ${batchId}::uuid as "batchId", "onDay", 1 as "rows", "energyWh" from stored`)}
  )
  select count(*)::int as "rows" from stored`

/** Runs an insert that counts. Returns how many rows it stored. */
export async function rowsStored(tx: Tx, insert: Prisma.Sql): Promise<number> {
  const [stored] = await tx.$queryRaw<{ rows: number }[]>(insert)
  return stored?.rows ?? 0
}

/** The query of rows that moved, for `addToTotals`: one a batch and month. */
export function movedRows(moved: readonly MovedReading[]): Prisma.Sql {
  const sums = new Map<string, { batchId: string; onDay: string; rows: number; energyWh: bigint }>()
  for (const { batchId, onDay, energyWh, isGone } of moved) {
    const month = firstDayOf(monthOf(onDay))
    const sum = sums.get(`${batchId} ${month}`) ?? { batchId, onDay: month, rows: 0, energyWh: 0n }
    sum.rows += isGone ? -1 : 1
    sum.energyWh += isGone ? -BigInt(energyWh) : BigInt(energyWh)
    sums.set(`${batchId} ${month}`, sum)
  }
  const rows = [...sums.values()]
  return Prisma.sql`
    select * from unnest(
      ${rows.map(({ batchId }) => batchId)}::uuid[], ${rows.map(({ onDay }) => onDay)}::date[],
      ${rows.map((row) => row.rows)}::int[], ${rows.map(({ energyWh }) => energyWh.toString())}::bigint[]
    ) as given ("batchId", "onDay", "rows", "energyWh")`
}
