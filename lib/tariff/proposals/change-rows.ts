import type { IstDay } from '#lib/units/ist.ts'
import type { Fraction } from '#lib/units/rounding.ts'
import { dutyOn, inForceOn, orderOn, schemeOn } from '../in-force.ts'
import {
  type DutyRule,
  LATER,
  type SubsidyBand,
  type TariffBook,
  type TariffRate,
  TERMS_PARTS,
  type TermsPart,
} from '../tariff-book.ts'
import { bookWith, firstDayOfChange, type TariffChange } from './tariff-change.ts'

/** A rate that a change sets: what it is of, and what would hold on that day without the change. */
export type ChangeRow =
  | { what: 'ENERGY'; category: string; before: Fraction | null; after: Fraction | null }
  | { what: 'FIXED'; category: string; before: Fixed | null; after: Fixed | null }
  | { what: 'DUTY'; category: string; before: Duty | null; after: Duty | null }
  | { what: 'SUBSIDY'; category: string; before: readonly SubsidyBand[]; after: readonly SubsidyBand[] }
  | { what: 'FPPPA'; month: string; before: Fraction | null; after: Fraction | null }
  | { what: 'TERM'; name: string; before: TermValue; after: TermValue }
export type Fixed = TariffRate['fixed']
/** Percent of what is charged, or paise per kWh. */
export type Duty = { mode: DutyRule['mode']; value: Fraction }
/** Per cent, paise or hours, days or watts, which of the readings, or whether at all. */
export type TermValue = Fraction | number | string | boolean

/** What a change sets, rate by rate, on its first day. None for one that does not fit the book. */
export function changeRows(book: TariffBook, change: TariffChange): ChangeRow[] {
  const changed = bookWith(book, change)
  if (!changed.ok) return []
  const on = firstDayOfChange(change)
  if (on === null) return []
  const books = [book, changed.book] as const
  return [
    ...(change.orders ? orderRows(books, on) : []),
    ...(change.duties ? dutyRows(books, on) : []),
    ...(change.subsidies ? subsidyRows(books, on) : []),
    ...(change.fppa ?? []).map(({ month }): ChangeRow => {
      const [before, after] = books.map(
        ({ fppa }) => fppa.find((charge) => charge.month === month)?.paisePerKwh ?? null,
      )
      return { what: 'FPPPA', month: month as string, before: before ?? null, after: after ?? null }
    }),
    ...TERMS_PARTS.filter((part) => change[LATER[part]]).flatMap((part): ChangeRow[] => {
      const [before, after] = books.map((of) => termsIn(inForceOn(of, part, on)))
      return (after ?? []).map(([name, value]) => ({
        ...{ what: 'TERM', name, after: value },
        before: new Map(before).get(name) ?? value,
      }))
    }),
  ]
}

/** Rebates, surcharge, hours of supply or readings one by one, in the order of a tariff file. */
export function termsIn(terms: TariffBook[TermsPart]): [name: string, value: TermValue][] {
  const { effectiveFrom: _, confidence: __, ...values } = terms as Record<string, TermValue>
  return Object.entries(values)
}

type Books = readonly [before: TariffBook, after: TariffBook]

function orderRows([before, after]: Books, on: IstDay): ChangeRow[] {
  const [old, next] = [orderOn(before, on)?.categories ?? {}, orderOn(after, on)?.categories ?? {}]
  return namesOf(old, next).flatMap((category): ChangeRow[] => [
    { what: 'ENERGY', category, before: old[category]?.energy ?? null, after: next[category]?.energy ?? null },
    { what: 'FIXED', category, before: old[category]?.fixed ?? null, after: next[category]?.fixed ?? null },
  ])
}

function dutyRows([before, after]: Books, on: IstDay): ChangeRow[] {
  const [old, next] = [dutyOn(before, on), dutyOn(after, on)]
  return namesOf(valuesOf(old), valuesOf(next)).map((category) => ({
    ...{ what: 'DUTY', category },
    ...{ before: dutyOf(old, category), after: dutyOf(next, category) },
  }))
}

function subsidyRows([before, after]: Books, on: IstDay): ChangeRow[] {
  const categories = [...new Set([...before.subsidies, ...after.subsidies].flatMap((scheme) => scheme.categories))]
  return categories.sort().map((category) => ({
    ...{ what: 'SUBSIDY', category },
    ...{ before: schemeOn(before, on, category)?.bands ?? [], after: schemeOn(after, on, category)?.bands ?? [] },
  }))
}

const namesOf = (...records: object[]) => [...new Set(records.flatMap(Object.keys))].sort()

const valuesOf = (rule: DutyRule | null): Record<string, Fraction> =>
  rule === null ? {} : rule.mode === 'PERCENT' ? rule.percent : rule.paisePerKwh

function dutyOf(rule: DutyRule | null, category: string): Duty | null {
  const value = valuesOf(rule)[category]
  return rule && value ? { mode: rule.mode, value } : null
}
