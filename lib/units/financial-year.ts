import { addMonths, firstDayOf, type IstDay, lastDayOf, type Month, month } from './ist.ts'

/** The financial year that a month belongs to, by its first month: April. */
export function financialYearOf(of: Month): Month {
  const year = Number(of.slice(0, 4)) - (of.slice(5) < '04' ? 1 : 0)
  return month(`${year}-04`)
}

/** First and last day of a financial year. */
export function financialYearSpan(april: Month): { from: IstDay; to: IstDay } {
  return { from: firstDayOf(april), to: lastDayOf(addMonths(april, 11)) }
}
