import { addDays, addMonths, dayOf, firstDayOf, type IstDay, lastDayOf, type Month, monthOf } from '#lib/units/ist.ts'

export type BillDates = { billedOn: IstDay; dueOn: IstDay }
/** `billDay` of the following month is the bill date; the due date comes `dueDays` later. */
export type BillDateSettings = { billDay: number; dueDays: number }

/**
 * Bill and due date of a month's bills, whenever they are computed (tariff-rules, "The basis of a bill"). An officer may
 * name another bill date, which must lie after the month: null when it does not.
 */
export function billDates(of: Month, settings: BillDateSettings, billedOn?: IstDay): BillDates | null {
  const on = billedOn ?? addDays(firstDayOf(addMonths(of, 1)), settings.billDay - 1)
  return on > lastDayOf(of) ? { billedOn: on, dueOn: addDays(on, settings.dueDays) } : null
}

/** True once the last day of a month is over by the clock. */
export function isMonthOver(of: Month, now: Date): boolean {
  return dayOf(now) > lastDayOf(of)
}

/** Messages are for the month that has just ended; nobody wants thirty of them when history is issued late. */
export function isNewestMonth(of: Month, now: Date): boolean {
  return addMonths(of, 1) === monthOf(dayOf(now))
}
