import type { IstDay } from '#lib/units/ist.ts'
import {
  type DelayedPaymentTerms,
  type DutyRule,
  LATER,
  type SubsidyScheme,
  type TariffBook,
  type TariffOrder,
  type TermsPart,
} from './tariff-book.ts'

/** The order that a day counts under; null before the first. */
export function orderOn(book: TariffBook, on: IstDay): TariffOrder | null {
  return book.orders.findLast((order) => order.effectiveFrom <= on) ?? null
}

/** The duty of a day: the latest rule that has begun and has not ended; null where none is charged. */
export function dutyOn(book: TariffBook, on: IstDay): DutyRule | null {
  return (
    book.duties.findLast((rule) => rule.effectiveFrom <= on && (!rule.effectiveTo || on <= rule.effectiveTo)) ?? null
  )
}

/** The latest scheme for a category that has begun by a day. A scheme without bands ends the one before it. */
export function schemeOn(book: TariffBook, on: IstDay, category: string): SubsidyScheme | null {
  return book.subsidies.findLast((scheme) => scheme.effectiveFrom <= on && scheme.categories.includes(category)) ?? null
}

/**
 * Rebates, surcharge, hours of supply or readings of a day: the latest entry that has begun, else what holds from the
 * beginning.
 */
export function inForceOn<Part extends TermsPart>(book: TariffBook, part: Part, on: IstDay): TariffBook[Part] {
  const later: readonly { effectiveFrom: IstDay }[] = book[LATER[part]]
  return (later.findLast((entry) => entry.effectiveFrom <= on) as TariffBook[Part] | undefined) ?? book[part]
}

/** The surcharge of a month of delay that begins on a day. */
export const delayedPaymentOn = (book: TariffBook, on: IstDay): DelayedPaymentTerms =>
  inForceOn(book, 'delayedPayment', on)

/**
 * The book with the terms (`TERMS_PARTS`) of one day, for what is computed of a whole period. The last day
 * of the period decides, as it does for the State's scheme and for how the bill is paid: limits, means and rebates are
 * taken of the period as a whole, and a bill that has been issued ends before anything that is changed after it.
 */
export function bookOn(book: TariffBook, on: IstDay): TariffBook {
  return {
    ...book,
    rebates: inForceOn(book, 'rebates', on),
    delayedPayment: delayedPaymentOn(book, on),
    supplyHoursForFullFixedCharge: inForceOn(book, 'supplyHoursForFullFixedCharge', on),
    readings: inForceOn(book, 'readings', on),
  }
}
