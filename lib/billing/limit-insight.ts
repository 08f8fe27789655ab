import { supplyHoursOf } from '#lib/metering/supply-minutes.ts'
import { calculateBill } from '#lib/tariff/calculate-bill.ts'
import { type DailyEnergy, readByDay, spreadEvenly } from '#lib/tariff/daily-energy.ts'
import { schemeOn } from '#lib/tariff/in-force.ts'
import { subsidyLimits } from '#lib/tariff/subsidy-limits.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { daysBetween, eachDay, type IstDay } from '#lib/units/ist.ts'
import { type Paise, roundToRupees } from '#lib/units/paise.ts'
import { fraction, multiply, roundHalfAwayFromZero } from '#lib/units/rounding.ts'
import { billedSupply } from './billed-supply.ts'

export type LimitInsight = {
  /** The highest of the State's limits that the bill's units went past. */
  limitWh: WattHours
  overWh: WattHours
  /** What the period would have come to at the limit, in whole rupees, without what was carried over. */
  atLimitPaise: Paise
}

export type FreeLimit = {
  /** Up to here the State pays the whole bill of this period. */
  limitWh: WattHours
  leftWh: WattHours
  /** What the period would have come to one unit above the limit, in whole rupees. */
  oneMorePaise: Paise
}

type BilledSupply = {
  periodFrom: IstDay
  periodTo: IstDay
  category: string
  mode: 'POSTPAID' | 'PREPAID'
  sanctionedLoadW: number
  maxDemandW: number | null
  energyWh: WattHours
  /** Empty where only the whole period's energy is known. */
  dailyWh: readonly WattHours[]
  /** As stored on the bill. */
  supplyMinutes?: unknown
}

/** Each day's energy, or the period's spread evenly over it. */
function energyOf({ periodFrom, periodTo, energyWh, dailyWh }: BilledSupply): DailyEnergy {
  return dailyWh.length > 0 ? readByDay(dailyWh) : spreadEvenly(energyWh, daysBetween(periodFrom, periodTo) + 1)
}

function supplyOf({ periodFrom: from, periodTo: to, category, mode, sanctionedLoadW, ...bill }: BilledSupply) {
  return {
    ...{ from, to, maxDemandW: bill.maxDemandW },
    terms: [{ from, category, mode, voltage: 'LT' as const, sanctionedLoadW }],
    supplyHours: supplyHoursOf(eachDay(from, to), billedSupply(from, bill.supplyMinutes)),
  }
}

/** What passing a limit of the State's subsidy cost. Null where none was passed, or the tariff is not known any more. */
export function limitInsight(book: TariffBook, bill: BilledSupply): LimitInsight | null {
  const supply = supplyOf(bill)
  const limits = subsidyLimits(book, { ...supply, energy: energyOf(bill) })
  const passed = limits?.limits.findLast(({ leftWh }) => leftWh < 0n)
  if (!passed) return null
  const atLimit = calculateBill(book, { ...supply, energy: spreadEvenly(passed.limitWh, energyOf(bill).shares.length) })
  if (!atLimit.ok) return null
  return {
    limitWh: passed.limitWh,
    overWh: wattHours(-passed.leftWh),
    atLimitPaise: roundToRupees(atLimit.bill.currentDemandPaise),
  }
}

/** How near a month that the State paid in full came to its limit. Null where it pays no month in full. */
export function freeLimit(book: TariffBook, bill: BilledSupply): FreeLimit | null {
  const next = subsidyLimits(book, { ...supplyOf(bill), energy: energyOf(bill) })?.next
  if (next?.kind !== 'FULL_WAIVER') return null
  return { limitWh: next.limitWh, leftWh: next.leftWh, oneMorePaise: roundToRupees(next.crossingCostPaise) }
}

/** The lowest monthly limit of the scheme that was for a category on a day; null without one. */
export function monthlyLimit(book: TariffBook | null, on: IstDay, category: string): WattHours | null {
  const band = book && schemeOn(book, on, category)?.bands[0]
  return band ? wattHours(roundHalfAwayFromZero(multiply(band.upToKwhPerMonth, fraction(1000n)))) : null
}
