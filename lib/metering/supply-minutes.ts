import type { Db, Tx } from '#lib/platform/db.ts'
import { jsonRows } from '#lib/platform/json-rows.ts'
import type { SupplyHours } from '#lib/tariff/bill-input.ts'
import type { IstDay } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { daysWithin, type Span } from './spans.ts'

const MINUTES_A_DAY = 1440

/** Minutes with supply of days; a day that is not known as a whole is absent. */
export type SupplyByDay = ReadonlyMap<IstDay, number>

/**
 * The hours of supply of a period as the tariff engine takes them, in bills and in the cost of days alike. Undefined where
 * no day is known: the fixed charge is then due in full.
 */
export function supplyHoursOf(days: readonly IstDay[], known: SupplyByDay): SupplyHours | undefined {
  const minutesByDay = days.map((on) => known.get(on) ?? null)
  return minutesByDay.some((minutes) => minutes !== null) ? { minutesByDay } : undefined
}

/** The same for a forecast: days from `today` on repeat the days that are known. */
export function expectedSupplyHours(
  days: readonly IstDay[],
  known: SupplyByDay,
  today: IstDay,
): SupplyHours | undefined {
  const over = days.flatMap((on) => (on < today ? (known.get(on) ?? []) : []))
  const toCome = days.filter((on) => on >= today)
  return supplyHoursOf(
    days,
    new Map([...known, ...toCome.flatMap((on, index) => pairIf(on, over[index % over.length]))]),
  )
}

const pairIf = (on: IstDay, minutes: number | undefined): [IstDay, number][] =>
  minutes === undefined ? [] : [[on, minutes]]

/**
 * Minutes with supply of the days of many connections within any of the spans, in one statement. A day is there only where
 * each of its blocks has said how long supply was off: a gap may hide an outage, and is no supply either.
 */
export async function readSupplyMinutes(
  db: Db | Tx,
  connectionIds: readonly string[],
  spans: readonly Span[],
): Promise<Map<string, Map<IstDay, number>>> {
  const rows = await jsonRows<{ connectionId: string; onDay: IstDay; minutesOut: number }>(
    db,
    Prisma.sql`
      select "connectionId", "onDay", sum("minutesOut")::int as "minutesOut"
      from ${daysWithin('BlockDay', connectionIds, spans)}
      group by "connectionId", "onDay"
      having sum(cardinality(array_remove("outageMinutes", null)) * "intervalMinutes") >= ${MINUTES_A_DAY}`,
  )
  const found = new Map<string, Map<IstDay, number>>()
  for (const { connectionId, onDay, minutesOut } of rows) {
    const days = found.get(connectionId) ?? new Map<IstDay, number>()
    found.set(connectionId, days.set(onDay, Math.max(0, MINUTES_A_DAY - minutesOut)))
  }
  return found
}
