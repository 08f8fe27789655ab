import { supplyHoursOf } from '#lib/metering/supply-minutes.ts'
import type { BillInput } from '#lib/tariff/bill-input.ts'
import { calculateBill } from '#lib/tariff/calculate-bill.ts'
import type { DailyEnergy } from '#lib/tariff/daily-energy.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { eachDay, type IstDay } from '#lib/units/ist.ts'
import type { ReadingsByDay } from './month-readings.ts'
import { type SupplyHistory, supplyTerms } from './supply-history.ts'

/** What is known of a period today. */
export type KnownPeriod = {
  from: IstDay
  to: IstDay
  history: SupplyHistory
  readings: ReadingsByDay
  /** Minutes with supply, of days whose blocks all told. */
  supplyMinutes: ReadonlyMap<IstDay, number>
  energy: DailyEnergy
  /** Where no reading has a demand. */
  maxDemandW: number | null
}

/**
 * The bill of a period by what is known of it today: its own tariff orders and terms, with the demand and the hours of
 * supply that the meter has told since. `carried` is what comes from outside the period.
 */
export function meteredBill(
  book: TariffBook,
  { from, to, history, readings, supplyMinutes, energy, maxDemandW }: KnownPeriod,
  carried: Pick<BillInput, 'adjustments' | 'arrearsPaise' | 'delayedPayment' | 'advancePaise'> = {},
) {
  const days = eachDay(from, to)
  const peaks = days.flatMap((on) => readings.get(on)?.maxDemandW ?? [])
  return calculateBill(book, {
    ...{ from, to, terms: supplyTerms(history), energy },
    maxDemandW: peaks.length > 0 ? Math.max(...peaks) : maxDemandW,
    supplyHours: supplyHoursOf(days, supplyMinutes),
    ...carried,
  })
}
