import { compare, type Fraction, fraction } from '#lib/units/rounding.ts'
import type { Voltage } from './bill-input.ts'
import type { SupplyPeriod } from './supply-period.ts'

/** The share of the fixed charge that is due, and the hours a day from which all of it is. */
export type SupplyFactor = { factor: Fraction; fullHours: Fraction }

/**
 * The mean of `min(1, hours / full hours)` over those of the first `days` days whose blocks are complete. Null where
 * hours are not known, or too few of the days are: the charge is then due in full (JSERC order of 2023).
 */
export function supplyFactor({ book, supplyHours }: SupplyPeriod, voltage: Voltage, days: number): SupplyFactor | null {
  if (!supplyHours) return null
  const fullHours = book.supplyHoursForFullFixedCharge[voltage]
  if ('meanPerDay' in supplyHours) {
    const { meanPerDay } = supplyHours
    const factor =
      compare(meanPerDay, fullHours) >= 0
        ? fraction(1n)
        : fraction(meanPerDay.numerator * fullHours.denominator, meanPerDay.denominator * fullHours.numerator)
    return { factor, fullHours }
  }
  // The book admits only hours that are whole to the minute.
  const fullMinutes = Number((fullHours.numerator * 60n) / fullHours.denominator)
  let known = 0
  let minutes = 0
  for (const supplied of supplyHours.minutesByDay.slice(0, days)) {
    if (supplied === null) continue
    known += 1
    minutes += Math.min(fullMinutes, supplied)
  }
  if (known === 0 || known * 100 < days * book.readings.supplyHoursMinimumDaysPercent) return null
  return { factor: fraction(BigInt(minutes), BigInt(fullMinutes) * BigInt(known)), fullHours }
}
