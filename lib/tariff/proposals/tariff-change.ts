import { firstDayOf, type IstDay, type Month } from '#lib/units/ist.ts'
import { parseTariffBook, type TariffBook } from '../tariff-book.ts'
import { type Json, tariffDocument } from '../tariff-document.ts'

/** The dated lists of a tariff file, and what names a row within each. */
const LISTS = {
  ...{ orders: 'id', subsidies: 'id', duties: 'effectiveFrom', fppa: 'month' },
  ...{ laterRebates: 'effectiveFrom', laterDelayedPayment: 'effectiveFrom' },
  ...{ laterSupplyHours: 'effectiveFrom', laterReadings: 'effectiveFrom' },
} as const
type ListName = keyof typeof LISTS
const LIST_NAMES = Object.keys(LISTS) as ListName[]
type Row = { [key: string]: Json }

/** Rows as in a tariff file, which replace those of the same name or stand beside all. */
export type TariffChange = Partial<Record<ListName, Row[]>>

export type ReadChange = ReturnType<typeof parseTariffBook>

/** The stored book with a change in it. Refused with what is wrong, led by where in the change it stands. */
export function bookWith(stored: TariffBook, change: TariffChange): ReadChange {
  const document = tariffDocument(stored)
  const lists = LIST_NAMES.map((list) => {
    const given = change[list] ?? []
    const replaced = new Set(given.map((row) => row[LISTS[list]]))
    const kept = (document[list] as Row[]).filter((row) => !replaced.has(row[LISTS[list]] as Json))
    // The change comes first, so that `orders[0]` in a reason is its own.
    return [list, [...given, ...kept]]
  })
  return parseTariffBook({ ...document, ...Object.fromEntries(lists) })
}

/** The first day that a change counts for; null for one without rows. It must be readable (`bookWith`). */
export function firstDayOfChange(change: TariffChange): IstDay | null {
  const days = LIST_NAMES.flatMap((list) => (change[list] ?? []).map((row) => beginOf(list, row)))
  return days.sort()[0] ?? null
}

/**
 * The book as it would have been if the change had held throughout a period of the past: its newest row of each list
 * begins with the period, and rows that begin within make room for it.
 */
export function bookForPeriod(
  stored: TariffBook,
  change: TariffChange,
  { from, to, month }: { from: IstDay; to: IstDay; month: Month },
): ReadChange {
  const isOutside = (row: { effectiveFrom: IstDay }) => row.effectiveFrom < from || row.effectiveFrom > to
  const room = { ...stored }
  for (const list of LIST_NAMES)
    if (list !== 'fppa' && change[list]) Object.assign(room, { [list]: stored[list].filter(isOutside) })
  const brought = LIST_NAMES.flatMap((list): [ListName, Row[]][] => {
    const newest = [...(change[list] ?? [])].sort((a, b) => (beginOf(list, a) < beginOf(list, b) ? 1 : -1))[0]
    if (!newest) return []
    const { effectiveTo: _, ...row } = newest
    return [[list, [list === 'fppa' ? { ...row, month } : { ...row, effectiveFrom: from }]]]
  })
  return bookWith(room, Object.fromEntries(brought))
}

const beginOf = (list: ListName, row: Row) =>
  list === 'fppa' ? firstDayOf(row.month as Month) : (row.effectiveFrom as IstDay)
