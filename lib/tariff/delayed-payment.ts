import { addDays, type IstDay } from '#lib/units/ist.ts'
import { type Paise, roundToPaise } from '#lib/units/paise.ts'
import { fraction, multiply } from '#lib/units/rounding.ts'
import { delayedPaymentOn } from './in-force.ts'
import { percentOf } from './rebates.ts'
import type { DelayedPaymentTerms, TariffBook } from './tariff-book.ts'

/** How many days a month of delay has. */
export function daysPerMonth({ counting }: DelayedPaymentTerms): number {
  return Number(/\d+/.exec(counting)?.[0])
}

/** Months that have begun in so many days after the due date: 0 for 0 days, 1 for 1 to 30, 2 for 31. */
export function monthsBegun(terms: DelayedPaymentTerms, daysLate: number): number {
  return Math.ceil(Math.max(0, daysLate) / daysPerMonth(terms))
}

/**
 * The days on which a month of delay begins, from the day after `dueOn` to `until`. For each of them that has not been
 * charged yet, what was unpaid of the bill on that day (without DPS) bears one month's surcharge, by the terms of that
 * day: the surcharge accrues when a month of delay begins, and what has accrued no later change touches.
 */
export function surchargeDays(book: TariffBook, dueOn: IstDay, until: IstDay): IstDay[] {
  const days: IstDay[] = []
  for (let on = addDays(dueOn, 1); on <= until; on = addDays(on, daysPerMonth(delayedPaymentOn(book, on))))
    days.push(on)
  return days
}

/** The surcharge on an amount that stayed unpaid over so many months begun, rounded once. */
export function surcharge({ percentPerMonth }: DelayedPaymentTerms, unpaid: Paise, months: number): Paise {
  return roundToPaise(multiply(percentOf(percentPerMonth, unpaid), fraction(BigInt(months))))
}
