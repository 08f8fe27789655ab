import type { IstDay } from '#lib/units/ist.ts'
import type { DutyRule, SubsidyScheme, TariffBook, TariffOrder } from './tariff-book.ts'

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
