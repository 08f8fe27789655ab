import type { Db, Tx } from '#lib/platform/db.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { addMonths, firstDayOf, type IstDay, lastDayOf, type Month, monthOf } from '#lib/units/ist.ts'
import type { BillDates } from './bill-dates.ts'
import type { BillSource } from './bill-sources.ts'
import { draftBill } from './draft-bill.ts'
import { readingsOf } from './month-readings.ts'

export type OutOfOrder =
  | { reason: 'LATER_MONTH_BILLED'; month: Month }
  | { reason: 'EARLIER_MONTH_FIRST'; month: Month }
  | { reason: 'BILL_DATE_BEFORE_LAST_BILL'; on: IstDay }

/**
 * Months are billed in order (tariff-rules, "The basis of a bill"): a month between the last bill (or, without one, the
 * first reading) and this month that could be billed must be billed first, because arrears and surcharge build on
 * it. A month that cannot be billed, for lack of readings or of a tariff order, does not block those after it; when
 * its readings arrive after a later month was billed, it stays unbilled and is an officer's case. Null when all is in
 * order.
 */
export async function outOfOrder(
  db: Db | Tx,
  book: TariffBook,
  source: BillSource,
  of: Month,
  dates: BillDates,
): Promise<OutOfOrder | null> {
  const { lastBill } = source
  if (lastBill && lastBill.month > of) return { reason: 'LATER_MONTH_BILLED', month: lastBill.month }
  if (lastBill && lastBill.billedOn > dates.billedOn)
    return { reason: 'BILL_DATE_BEFORE_LAST_BILL', on: lastBill.billedOn }
  const firstRead = source.firstReadOn && monthOf(source.firstReadOn)
  const from = lastBill ? addMonths(lastBill.month, 1) : (firstRead ?? of)
  if (from >= of) return null

  const ids = [source.connectionId]
  const found = await readingsOf(db, ids, firstDayOf(addMonths(from, -1)), lastDayOf(addMonths(of, -1)))
  // Without a bill in between, the bills that a mean is taken of are the same for all of these months.
  const earlier = { ...source, readings: found.get(source.connectionId) ?? new Map() }
  for (let month = from; month < of; month = addMonths(month, 1)) {
    if (draftBill(book, earlier, { of: month, dates, money: null, adjustments: [] }).ok)
      return { reason: 'EARLIER_MONTH_FIRST', month }
  }
  return null
}
