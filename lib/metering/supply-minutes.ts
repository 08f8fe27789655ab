import type { Db, Tx } from '#lib/platform/db.ts'
import { dayFromColumn, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import type { Span } from './day-rows.ts'

const MINUTES_A_DAY = 1440

/**
 * Minutes with supply of the days of many connections between two days, both included, in one statement. A day is there
 * only where each of its blocks has said how long supply was off: a gap may hide an outage, and is no supply either.
 */
export async function readSupplyMinutes(
  db: Db | Tx,
  connectionIds: readonly string[],
  { from, to }: Span,
): Promise<Map<string, Map<IstDay, number>>> {
  const rows = await db.$queryRaw<{ connectionId: string; onDay: Date; minutesOut: number }[]>`
    select "connectionId", "onDay", sum("minutesOut")::int as "minutesOut"
    from "BlockDay"
    where "connectionId" = any(${[...connectionIds]}::uuid[])
      and "onDay" between ${dayToColumn(from)}::date and ${dayToColumn(to)}::date
    group by "connectionId", "onDay"
    having sum(cardinality(array_remove("outageMinutes", null)) * "intervalMinutes") >= ${MINUTES_A_DAY}`
  const found = new Map<string, Map<IstDay, number>>()
  for (const { connectionId, onDay, minutesOut } of rows) {
    const days = found.get(connectionId) ?? new Map<IstDay, number>()
    found.set(connectionId, days.set(dayFromColumn(onDay), Math.max(0, MINUTES_A_DAY - minutesOut)))
  }
  return found
}
