import { sumWattHours, type WattHours, wattHours } from '#lib/units/energy.ts'
import { addDays, daysBetween, eachDay, type IstDay } from '#lib/units/ist.ts'
import { fraction, roundHalfAwayFromZero } from '#lib/units/rounding.ts'
import type { DayRow } from './day-rows.ts'
import { DAYS_COMPARED, DAYS_THAT_COUNT, type DayForecast, forecastDay, YEAR_DAYS } from './estimate-day.ts'
import type { Span } from './spans.ts'

export type ReadDay = Pick<DayRow, 'energyWh' | 'isMeasured'>

/** The days of a period, each with a value: read, or filled and forecast at one of the three levels. */
export type PeriodDays = { dailyWh: WattHours[]; energyWh: WattHours }
export type EnergyEstimate = {
  /** From the period's first day to `readUntilOn`; null: not read. */
  days: { on: IstDay; energyWh: WattHours | null; isMeasured: boolean }[]
  readUntilOn: IstDay
  daysRead: number
  /** Days before `readUntilOn` that were not read. */
  gaps: number
  /** After `readUntilOn`. */
  daysToCome: number
  /** Of the days that were read. */
  soFarWh: WattHours
  /** What the estimate counts for the gaps. */
  gapsWh: WattHours
  day: DayForecast
  /** Eight times in ten the period ends from `low` to `high`. */
  low: PeriodDays
  expected: PeriodDays
  high: PeriodDays
}

/**
 * The energy of a whole period from the days that were read, by the method of `forecastDay`. Days without a reading count
 * as on the bill: the mean of those that were measured, the days to come among them. Null before the first reading.
 */
export function estimateEnergy(
  { from, to }: { from: IstDay; to: IstDay },
  readings: ReadonlyMap<IstDay, ReadDay>,
): EnergyEstimate | null {
  const readUntilOn = eachDay(from, to).findLast((on) => readings.has(on))
  if (!readUntilOn) return null
  const days = eachDay(from, readUntilOn).map((on) => readings.get(on) ?? null)
  const read = days.filter((day) => day !== null)
  const daysToCome = daysBetween(readUntilOn, to)
  const day = forecastDay({ get: (on) => readings.get(on)?.energyWh }, readUntilOn, to)
  const expected = periodAt(days, daysToCome, day.likelyWh)
  const soFarWh = sumWattHours(read.map(({ energyWh }) => energyWh))
  return {
    days: eachDay(from, readUntilOn).map((on, index) => ({
      on,
      energyWh: days[index]?.energyWh ?? null,
      isMeasured: days[index]?.isMeasured ?? false,
    })),
    readUntilOn,
    daysRead: read.length,
    gaps: days.length - read.length,
    daysToCome,
    soFarWh,
    gapsWh: wattHours(expected.energyWh - soFarWh - day.likelyWh * BigInt(daysToCome)),
    day,
    low: periodAt(days, daysToCome, day.lowWh),
    expected,
    high: periodAt(days, daysToCome, day.highWh),
  }
}

/** The period if each day to come uses `eachWh`. */
function periodAt(days: readonly (ReadDay | null)[], daysToCome: number, eachWh: WattHours): PeriodDays {
  const measured = days.flatMap((day) => (day?.isMeasured ? [day.energyWh] : []))
  const gaps = days.filter((day) => day === null).length
  const known = BigInt(measured.length + daysToCome)
  const total = sumWattHours(measured) + eachWh * BigInt(daysToCome)
  const fill = known > 0n ? roundHalfAwayFromZero(fraction(total * BigInt(gaps), known)) : 0n
  let left = gaps
  const dailyWh = days.map((day) => day?.energyWh ?? shareOf(fill, gaps, gaps - left--))
  for (let i = 0; i < daysToCome; i++) dailyWh.push(eachWh)
  return { dailyWh, energyWh: sumWattHours(dailyWh) }
}

/** One of `count` shares in whole Wh; the first gets what does not divide evenly, as on the bill. */
function shareOf(total: bigint, count: number, index: number): WattHours {
  const each = total / BigInt(count)
  return wattHours(index === 0 ? total - each * BigInt(count - 1) : each)
}

/** The days whose readings an estimate of a period looks at. */
export function spansForEstimate({ from, to }: { from: IstDay; to: IstDay }): Span[] {
  return [
    { from: addDays(from, -DAYS_THAT_COUNT), to },
    { from: addDays(from, -YEAR_DAYS - DAYS_COMPARED), to: addDays(to, -YEAR_DAYS) },
  ]
}
