import { REACHED_IN_MONTH } from '#lib/metering/told-demand.ts'
import type { Db, Tx } from '#lib/platform/db.ts'
import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { dayFromColumn, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import type { DayReading } from './energy-basis.ts'

/** A day's value, and the demand that the meter told with it, where that was reached in the day's month. */
export type BillingReading = DayReading & { maxDemandW: number | null; maxDemandAt: Date | null }
export type ReadingsByDay = ReadonlyMap<IstDay, BillingReading>

/**
 * Readings of many connections between two days, both included, in one statement. Where a meter was changed within a
 * day, both meters' values are added up.
 */
export async function readingsOf(
  db: Db | Tx,
  connectionIds: readonly string[],
  from: IstDay,
  to: IstDay,
): Promise<Map<string, Map<IstDay, BillingReading>>> {
  const rows = await db.$queryRaw<
    {
      connectionId: string
      onDay: Date
      energyWh: bigint
      measured: boolean
      maxDemandW: number | null
      maxDemandAt: Date | null
    }[]
  >`select "connectionId", "onDay", sum("energyWh")::bigint as "energyWh", bool_and("status" = 'VALID') as "measured",
      max("maxDemandW") filter (where ${REACHED_IN_MONTH}) as "maxDemandW",
      (array_agg("maxDemandAt" order by "maxDemandW" desc nulls last) filter (where ${REACHED_IN_MONTH}))[1] as "maxDemandAt"
    from "MeterDay"
    where "connectionId" = any(${[...connectionIds]}::uuid[]) and "onDay" between ${dayToColumn(from)} and ${dayToColumn(to)}
    group by "connectionId", "onDay"`
  const found = new Map<string, Map<IstDay, BillingReading>>()
  for (const { connectionId, onDay, energyWh, ...rest } of rows) {
    const days = found.get(connectionId) ?? new Map<IstDay, BillingReading>()
    found.set(connectionId, days.set(dayFromColumn(onDay), { ...rest, energyWh: wattHours(energyWh) as WattHours }))
  }
  return found
}

/** The first day that was ever read of each connection; connections without a reading are absent. */
export async function firstReadDays(db: Db | Tx, connectionIds: readonly string[]): Promise<Map<string, IstDay>> {
  const rows = await db.$queryRaw<{ id: string; onDay: Date }[]>`
    select wanted.id, first."onDay"
    from unnest(${[...connectionIds]}::uuid[]) as wanted(id)
    cross join lateral (
      select "onDay" from "MeterDay" where "connectionId" = wanted.id order by "onDay" limit 1
    ) as first`
  return new Map(rows.map(({ id, onDay }) => [id, dayFromColumn(onDay)]))
}
