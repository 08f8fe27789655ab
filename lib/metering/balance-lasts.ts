import { type SupplyHistory, supplyTerms } from '#lib/billing/supply-history.ts'
import { dailyCost } from '#lib/tariff/daily-cost.ts'
import { readByDay } from '#lib/tariff/daily-energy.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import type { WattHours } from '#lib/units/energy.ts'
import { addDays, dayOf, daysBetween, eachDay, type IstDay } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { DayRow } from './day-rows.ts'
import { forecastDay } from './estimate-day.ts'
import { periodOf } from './estimate-period.ts'
import { expectedSupplyHours, type SupplyByDay } from './supply-minutes.ts'

export type Balance = { balancePaise: Paise; asOf: Date }
export type BalanceLasts = {
  /** Days from today that the balance pays for, at the high, the likely and the low forecast of a day; 0: not today. */
  fewestDays: number
  likelyDays: number
  mostDays: number
  /** The last day that is paid at the likely use; null when that is not today or later. */
  likelyUntilOn: IstDay | null
}

type Input = {
  today: IstDay
  readings: ReadonlyMap<IstDay, DayRow>
  book: TariffBook
  history: SupplyHistory
  supplyMinutes: SupplyByDay
}

/** Further ahead nobody asks, and an estimate is a guess. */
export const DAYS_AHEAD = 60
/** The range of a day's use is taken as for so many days to come. */
const HORIZON_DAYS = 10

/**
 * How long a prepaid balance lasts by the day-cost rule, limits and fixed charges of each month included. The balance is
 * the truth at its instant: that day and all after it are still to be paid, by what was read and else by the forecast.
 * Null where the tariff is not known, or nothing was read.
 */
export function balanceLasts(balance: Balance, input: Input): BalanceLasts | null {
  const { today } = input
  const forecast = forecastOf(input)
  if (!forecast) return null
  const { lowWh, likelyWh, highWh } = forecast
  const lasts: number[] = []
  for (const eachWh of [lowWh, likelyWh, highWh]) {
    const days = daysPaid(balance, input, eachWh)
    if (days === null) return null
    lasts.push(days)
  }
  const likelyDays = lasts[1] as number
  return {
    fewestDays: Math.min(...lasts),
    likelyDays,
    mostDays: Math.max(...lasts),
    likelyUntilOn: likelyDays > 0 ? addDays(today, likelyDays - 1) : null,
  }
}

/** Null where the tariff of a day is not known. */
function daysPaid({ balancePaise, asOf }: Balance, input: Input, eachWh: WattHours): number | null {
  const { today } = input
  let rest: bigint = balancePaise
  for (const day of costsFrom(dayOf(asOf), addDays(today, DAYS_AHEAD - 1), input, eachWh)) {
    if (!day) return null
    rest -= day.costPaise
    if (rest < 0n) return Math.max(0, daysBetween(today, day.on))
  }
  return DAYS_AHEAD
}

/**
 * What the days from a balance's own to yesterday have cost, a day that was not read by the likely forecast. Null where
 * the tariff is not known, or nothing was read.
 */
export function spentSince({ asOf }: Balance, input: Input): Paise | null {
  const likely = forecastOf(input)
  if (!likely) return null
  let spent = 0n
  for (const day of costsFrom(dayOf(asOf), addDays(input.today, -1), input, likely.likelyWh)) {
    if (!day) return null
    spent += day.costPaise
  }
  return paise(spent)
}

/** What a day to come is likely to use, from the last day that was read; null where none was. */
function forecastOf({ today, readings }: Input) {
  const lastReadOn = [...readings.keys()]
    .filter((on) => on < today)
    .sort()
    .at(-1)
  if (!lastReadOn) return null
  const known = { get: (on: IstDay) => readings.get(on)?.energyWh }
  return forecastDay(known, lastReadOn, addDays(lastReadOn, HORIZON_DAYS))
}

/** The days of a span with their costs, month by month; ends with null where the tariff of a month is not known. */
function* costsFrom(first: IstDay, last: IstDay, input: Input, eachWh: WattHours) {
  for (let from = first; from <= last; ) {
    const period = periodOf(input.history, from)
    const costs = period && costsOf(period, input, eachWh)
    if (!costs) {
      yield null
      return
    }
    for (const day of costs) if (day.on >= first && day.on <= last) yield day
    from = addDays(period.to, 1)
  }
}

/** What each day of a month costs, read or else forecast. */
function costsOf({ from, to }: { from: IstDay; to: IstDay }, input: Input, eachWh: WattHours) {
  const { readings, book, history } = input
  const days = eachDay(from, to)
  const peaks = days.flatMap((on) => readings.get(on)?.maxDemandW ?? [])
  const costs = dailyCost(book, {
    ...{ from, to, terms: supplyTerms(history) },
    energy: readByDay(days.map((on) => readings.get(on)?.energyWh ?? eachWh)),
    maxDemandW: peaks.length > 0 ? Math.max(...peaks) : null,
    supplyHours: expectedSupplyHours(days, input.supplyMinutes, input.today),
  })
  return costs.ok ? costs.days : null
}
