import { eachDay, type IstDay, type Month, monthOf } from '#lib/units/ist.ts'
import { compare, type Fraction, fraction } from '#lib/units/rounding.ts'
import type { BillRefusal, SupplyInput, SupplyTerms } from './bill-input.ts'
import { MonthCount, type Run, runsOf, type Span } from './billing-period.ts'
import { bookOn, dutyOn, orderOn, schemeOn } from './in-force.ts'
import type { DutyRule, SubsidyScheme, TariffBook, TariffOrder, TariffRate } from './tariff-book.ts'

/** Days under one order and one set of terms: one FIXED and one ENERGY line. */
export type Part = { order: TariffOrder; rate: TariffRate; terms: SupplyTerms }

/**
 * A period with everything looked up that its charges need, so that the demand of any number of its first days can be
 * computed without looking again.
 */
export type SupplyPeriod = {
  /** With the rebates, hours of supply and readings of the last planned day. */
  book: TariffBook
  /** The planned days, also of a running period. */
  days: readonly IstDay[]
  /** Days of which the energy is known. */
  knownDays: number
  parts: readonly Run<Part>[]
  /** Terms of the last planned day. */
  lastTerms: SupplyTerms
  fuel: readonly Run<{ month: Month; paisePerKwh: Fraction | null }>[]
  duty: readonly Run<{ rule: DutyRule | null; category: string; value: Fraction | null }>[]
  scheme: SubsidyScheme | null
  months: MonthCount
  /** kWh of a span. */
  energyOf: (span: Span) => Fraction
  maxDemandW: number | null
  supplyHours: SupplyInput['supplyHours']
}

/**
 * Looks up what a period needs. Refuses where a day has no terms, no order, a category that the order does not know, or
 * where the sanctioned load is missing that the fixed charge asks for. Throws when the period has no day or more
 * days of energy than days.
 */
export function supplyPeriod(
  wholeBook: TariffBook,
  input: SupplyInput,
): { ok: true; period: SupplyPeriod } | ({ ok: false } & BillRefusal) {
  const book = bookOn(wholeBook, input.to)
  const days = eachDay(input.from, input.to)
  const knownDays = input.energy.shares.length
  if (days.length === 0) throw new RangeError(`A period cannot end on ${input.to} before it begins on ${input.from}.`)
  refuseMoreDays(knownDays, days)
  const terms = distinctTerms(input.terms)
  const termsOn = (day: IstDay) => terms.findLast((candidate) => candidate.from <= day)

  const cut = runsOf(
    days,
    (day) => ({ order: orderOn(book, day), terms: termsOn(day) }),
    (a, b) => a.order === b.order && a.terms === b.terms,
  )
  const parts: Run<Part>[] = []
  for (const { first, end, value } of cut) {
    const on = days[first] as IstDay
    if (!value.terms) return { ok: false, reason: 'NO_TERMS', on }
    if (!value.order) return { ok: false, reason: 'NO_ORDER', on }
    const rate = Object.hasOwn(value.order.categories, value.terms.category)
      ? value.order.categories[value.terms.category]
      : undefined
    if (!rate) return { ok: false, reason: 'UNKNOWN_CATEGORY', on }
    const { sanctionedLoadW, sanctionedLoadHp } = value.terms
    if (rate.fixed.basis === 'PER_KW' && sanctionedLoadW === undefined)
      return { ok: false, reason: 'NO_LOAD_IN_KW', on }
    if (rate.fixed.basis === 'PER_HP' && sanctionedLoadW === undefined && sanctionedLoadHp === undefined)
      return { ok: false, reason: 'NO_LOAD_IN_HP', on }
    parts.push({ first, end, value: { order: value.order, rate, terms: value.terms } })
  }
  const lastTerms = (parts.at(-1) as Run<Part>).value.terms
  return {
    ok: true,
    period: {
      book,
      days,
      knownDays,
      parts,
      lastTerms,
      fuel: fuelRuns(book, days),
      duty: dutyRuns(book, days, (day) => (termsOn(day) as SupplyTerms).category),
      scheme: schemeFor(book, parts, input.to),
      months: new MonthCount(days),
      energyOf: energyCount(input.energy),
      maxDemandW: input.maxDemandW ?? null,
      supplyHours: input.supplyHours,
    },
  }
}

/** The same period with other energy; nothing is looked up again. Throws when there are more days of energy than days. */
export function withEnergy(period: SupplyPeriod, energy: SupplyInput['energy']): SupplyPeriod {
  const knownDays = energy.shares.length
  refuseMoreDays(knownDays, period.days)
  return { ...period, knownDays, energyOf: energyCount(energy) }
}

function refuseMoreDays(knownDays: number, days: readonly IstDay[]): void {
  if (knownDays > days.length) throw new RangeError(`Energy of ${knownDays} days in a period of ${days.length}.`)
}

/** Terms in order of their dates, without those that repeat the ones before: a period is cut by changes only. */
function distinctTerms(terms: readonly SupplyTerms[]): SupplyTerms[] {
  const ordered = terms.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
  const distinct: SupplyTerms[] = []
  for (const next of ordered) {
    const last = distinct.at(-1)
    if (!last || !samePrice(last, next)) distinct.push(next)
  }
  return distinct
}

function samePrice(a: SupplyTerms, b: SupplyTerms): boolean {
  const sameHp =
    a.sanctionedLoadHp && b.sanctionedLoadHp
      ? compare(a.sanctionedLoadHp, b.sanctionedLoadHp) === 0
      : a.sanctionedLoadHp === b.sanctionedLoadHp
  return (
    sameHp &&
    a.category === b.category &&
    a.mode === b.mode &&
    a.voltage === b.voltage &&
    a.sanctionedLoadW === b.sanctionedLoadW &&
    a.meter === b.meter
  )
}

function fuelRuns(book: TariffBook, days: readonly IstDay[]): SupplyPeriod['fuel'] {
  const byMonth = new Map(book.fppa.map((charge) => [charge.month, charge.paisePerKwh]))
  return runsOf(days, monthOf, (a, b) => a === b).map(({ first, end, value }) => ({
    first,
    end,
    value: { month: value, paisePerKwh: byMonth.get(value) ?? null },
  }))
}

function dutyRuns(
  book: TariffBook,
  days: readonly IstDay[],
  categoryOn: (day: IstDay) => string,
): SupplyPeriod['duty'] {
  return runsOf(
    days,
    (day) => {
      const rule = dutyOn(book, day)
      const category = categoryOn(day)
      const values = rule?.mode === 'PERCENT' ? rule.percent : rule?.paisePerKwh
      return { rule, category, value: values && Object.hasOwn(values, category) ? (values[category] ?? null) : null }
    },
    (a, b) => a.rule === b.rule && a.category === b.category,
  )
}

/**
 * The scheme in force on the last day, by that day's category. A home that becomes a shop within the period is
 * therefore not subsidised for it; `EVERY_DAY` asks the same of a shop that becomes a home.
 */
function schemeFor(book: TariffBook, parts: readonly Run<Part>[], lastDay: IstDay): SubsidyScheme | null {
  const categories = parts.map((part) => part.value.terms.category)
  const scheme = schemeOn(book, lastDay, categories.at(-1) as string)
  if (!scheme || book.readings.subsidyCategory === 'LAST_DAY') return scheme
  return categories.every((category) => scheme.categories.includes(category)) ? scheme : null
}

function energyCount({ shares, denominator }: SupplyInput['energy']): SupplyPeriod['energyOf'] {
  const upTo = [0n]
  for (const share of shares) upTo.push((upTo.at(-1) as bigint) + share)
  return ({ first, end }) => fraction((upTo[end] ?? 0n) - (upTo[first] ?? 0n), denominator * 1_000n)
}
