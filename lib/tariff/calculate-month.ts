import { addMonths, dayOf, firstDayOf, lastDayOf, type Month, monthOf, parseMonth } from '#lib/units/ist.ts'
import { type CalculatedBill, calculateBill } from './calculate-bill.ts'
import { readCalculatorInput } from './calculator-input.ts'
import type { TariffBook } from './tariff-book.ts'

/** What the calculator's page asks: a calendar month. Texts are as typed. */
export type MonthQuestion = {
  asked: boolean
  units: string
  category: string
  mode: 'POSTPAID' | 'PREPAID'
  month: string
  loadKw: string
}

/** Reads the page's question from its address; without one, last month at an urban home. */
export function monthQuestion(given: Record<string, string | string[] | undefined>, now: Date): MonthQuestion {
  const text = (name: string) => (typeof given[name] === 'string' ? (given[name] as string).trim().slice(0, 20) : '')
  return {
    asked: typeof given.units === 'string',
    units: text('units'),
    category: text('category') || 'DS_URBAN',
    mode: text('mode') === 'PREPAID' ? 'PREPAID' : 'POSTPAID',
    month: text('month') || addMonths(monthOf(dayOf(now)), -1),
    loadKw: text('load'),
  }
}

/** As far back as the calculator's page offers months; an address may name any other. */
const MONTHS_OFFERED = 24

/** The months to choose from, newest first: from the next one back as far as rates are known, and the one asked for. */
export function offeredMonths(book: TariffBook | null, question: MonthQuestion, now: Date): Month[] {
  const next = addMonths(monthOf(dayOf(now)), 1)
  const asked = parseMonth(question.month)
  const known = Array.from({ length: MONTHS_OFFERED }, (_, back) => addMonths(next, -back)).filter(
    (month) => !book?.orders[0] || firstDayOf(month) >= book.orders[0].effectiveFrom,
  )
  return asked && !known.includes(asked) ? [...known, asked] : known
}

export type WrongField = 'units' | 'month' | 'load' | 'category'

/** The bill of a calendar month by the same reader and engine as the public API; else the fields that are wrong. */
export function calculateMonth(
  book: TariffBook,
  question: MonthQuestion,
): { ok: true; bill: CalculatedBill } | { ok: false; fields: WrongField[] } {
  const month = parseMonth(question.month)
  if (!month) return { ok: false, fields: ['month'] }
  const read = readCalculatorInput(book, {
    category: question.category,
    mode: question.mode,
    ...period(month),
    units: question.units,
    ...(question.loadKw && { sanctionedLoadKw: question.loadKw }),
  })
  if (!read.ok) return { ok: false, fields: [...new Set(read.errors.map(({ field }) => pageField(field)))] }
  const calculated = calculateBill(book, read.question.bill)
  return calculated.ok ? calculated : { ok: false, fields: ['month'] }
}

const period = (month: Month) => ({ from: firstDayOf(month), to: lastDayOf(month) })

function pageField(field: string): WrongField {
  if (field.startsWith('units')) return 'units'
  if (field.startsWith('sanctionedLoad') || field.startsWith('maxDemand')) return 'load'
  return field === 'category' ? 'category' : 'month'
}
