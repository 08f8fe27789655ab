import { sumWattHours, type WattHours } from '#lib/units/energy.ts'
import type { IstDay, Month } from '#lib/units/ist.ts'
import type { ConsumptionDay } from './consumption-days.ts'

export type YearComparison = {
  month: Month
  /** The other year's days by their day of the month. A day that only one of the years has is beside nothing. */
  byDayOfMonth: ReadonlyMap<number, ConsumptionDay>
  /** Sums over the days that are known in both years; null where there is none. */
  sameDays: { count: number; nowWh: WattHours; thenWh: WattHours } | null
}

/** Puts the same month of the year before beside a period, day by day of the month. */
export function compareYears(
  month: Month,
  days: readonly ConsumptionDay[],
  before: readonly ConsumptionDay[],
): YearComparison {
  const byDayOfMonth = new Map(before.map((day) => [dayOfMonth(day.on), day]))
  const both = days.flatMap(({ on, energyWh }) => {
    const thenWh = byDayOfMonth.get(dayOfMonth(on))?.energyWh ?? null
    return energyWh === null || thenWh === null ? [] : [{ nowWh: energyWh, thenWh }]
  })
  return {
    month,
    byDayOfMonth,
    sameDays:
      both.length === 0
        ? null
        : {
            count: both.length,
            nowWh: sumWattHours(both.map(({ nowWh }) => nowWh)),
            thenWh: sumWattHours(both.map(({ thenWh }) => thenWh)),
          },
  }
}

export const dayOfMonth = (on: IstDay): number => Number(on.slice(8))
