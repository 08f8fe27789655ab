import { z } from 'zod'
import { parseDay, parseMonth } from '#lib/units/ist.ts'
import { fraction, multiply, parseDecimal } from '#lib/units/rounding.ts'
import { decimalText } from '../decimal-text.ts'
import { readingsSchema } from '../readings.ts'
import { hoursADay, type TariffBook, type TariffOrder, type TermsPart } from '../tariff-book.ts'
import type { Json } from '../tariff-document.ts'
import { bookWith, type TariffChange } from './tariff-change.ts'

export const PROPOSAL_KINDS = [
  ...(['ORDER', 'FPPPA', 'DUTY', 'DUTY_PER_UNIT', 'SUBSIDY'] as const),
  ...(['REBATES', 'SURCHARGE', 'SUPPLY_HOURS', 'READINGS'] as const),
]
export type ProposalKind = (typeof PROPOSAL_KINDS)[number]
/** The form that changes a part of the book as a whole. */
export const KIND_OF: Record<TermsPart, ProposalKind> = {
  rebates: 'REBATES',
  delayedPayment: 'SURCHARGE',
  supplyHoursForFullFixedCharge: 'SUPPLY_HOURS',
  readings: 'READINGS',
}
/** How many bands the form of a subsidy has. */
export const BANDS = [1, 2, 3] as const

export type FieldError = {
  field: string
  reason:
    | 'NOT_A_NAME'
    | 'NOT_A_DAY'
    | 'NOT_A_MONTH'
    | 'NOT_AN_AMOUNT'
    | 'NOT_WHOLE'
    | 'NOT_A_LENGTH'
    | 'NOT_HOURS'
    | 'NO_BAND'
}
export type ReadProposal = { change: TariffChange; errors: FieldError[]; reasons: string[] }

export const kindOf = (word: unknown): ProposalKind => PROPOSAL_KINDS.find((kind) => kind === word) ?? 'ORDER'

/** The order that a new one starts from: the last one of the book. */
export const newestOrder = (book: TariffBook): TariffOrder => book.orders.at(-1) as TariffOrder

/**
 * Reads a form of rates, in rupees as officers write them, as a change of the book. Without `errors` the fields can be
 * read; `reasons` are what is wrong with them together.
 */
export function readProposalForm(book: TariffBook, form: URLSearchParams): ReadProposal {
  const errors: FieldError[] = []
  const typed = (field: string) => form.get(field)?.trim() ?? ''
  const check = (field: string, reason: FieldError['reason'], isGood: boolean) => {
    if (!isGood) errors.push({ field, reason })
    return typed(field)
  }
  const read: Typed = {
    typed,
    name: () => check('id', 'NOT_A_NAME', /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/.test(typed('id'))),
    day: () => check('from', 'NOT_A_DAY', parseDay(typed('from')) !== null),
    month: () => check('month', 'NOT_A_MONTH', parseMonth(typed('month')) !== null),
    paise: (field) => paiseOf(check(field, 'NOT_AN_AMOUNT', parseDecimal(typed(field)) !== null)),
    plain: (field) => check(field, 'NOT_AN_AMOUNT', parseDecimal(typed(field)) !== null),
    monthDays: () => check('monthDays', 'NOT_A_LENGTH', /^[1-9]\d?$/.test(typed('monthDays'))),
    hours: (field) => check(field, 'NOT_HOURS', hoursADay.safeParse(typed(field)).success),
    whole: (field) => Number(check(field, 'NOT_WHOLE', /^\d{1,6}$/.test(typed(field)))),
  }
  const change = CHANGES[kindOf(form.get('kind'))](book, read)
  if (change.subsidies?.some(({ bands }) => (bands as unknown[]).length === 0))
    errors.push({ field: 'band1.upTo', reason: 'NO_BAND' })
  const whole = errors.length === 0 ? bookWith(book, change) : null
  return { change, errors, reasons: whole?.ok === false ? whole.reasons : [] }
}

type Typed = {
  typed: (field: string) => string
  name: () => string
  day: () => string
  month: () => string
  /** Rupees as typed, as paise. */
  paise: (field: string) => string
  plain: (field: string) => string
  /** How many days a month of delay has. */
  monthDays: () => string
  /** Of a day. */
  hours: (field: string) => string
  whole: (field: string) => number
}

// What an officer enters from a published order is as sure as it gets.
const confidence = 'H'

/** The readings that are one of some words, and the words; yes and no are two. */
export const READING_CHOICES = Object.entries(readingsSchema.shape).flatMap(([name, schema]) => {
  const { innerType } = schema.def
  if (innerType instanceof z.ZodBoolean) return [{ name, choices: ['true', 'false'] }]
  return innerType instanceof z.ZodEnum ? [{ name, choices: innerType.options.map(String) }] : []
})

const CHANGES: Record<ProposalKind, (book: TariffBook, read: Typed) => TariffChange> = {
  ORDER: (book, { name, day, paise }) => ({
    orders: [
      {
        ...{ id: name(), effectiveFrom: day() },
        categories: Object.fromEntries(
          Object.entries(newestOrder(book).categories).map(([category, { fixed }]) => [
            category,
            {
              energy: paise(`energy.${category}`),
              fixed: { basis: fixed.basis, paise: paise(`fixed.${category}`) },
              confidence,
            },
          ]),
        ),
      },
    ],
  }),
  FPPPA: (_, { month, paise }) => ({ fppa: [{ month: month(), paisePerKwh: paise('charge') }] }),
  DUTY: (book, { day, plain }) => ({
    duties: [
      {
        ...{ effectiveFrom: day(), mode: 'PERCENT', confidence },
        percent: Object.fromEntries(
          Object.keys(newestOrder(book).categories).map((category) => [category, plain(`percent.${category}`)]),
        ),
      },
    ],
  }),
  DUTY_PER_UNIT: (book, { day, paise }) => ({
    duties: [
      {
        ...{ effectiveFrom: day(), mode: 'PER_KWH', confidence },
        paisePerKwh: Object.fromEntries(
          Object.keys(newestOrder(book).categories).map((category) => [category, paise(`perUnit.${category}`)]),
        ),
      },
    ],
  }),
  SUBSIDY: (book, { name, day, typed, paise, plain }) => ({
    subsidies: [
      {
        ...{ id: name(), effectiveFrom: day(), confidence },
        categories: Object.keys(newestOrder(book).categories).filter((category) => typed(`has.${category}`)),
        bands: BANDS.filter((band) => typed(`band${band}.upTo`) || typed(`band${band}.pays`)).map((band): Json => {
          const upToKwhPerMonth = plain(`band${band}.upTo`)
          // Left empty: the State pays all of it.
          return typed(`band${band}.pays`)
            ? { upToKwhPerMonth, kind: 'PER_KWH', paisePerKwh: paise(`band${band}.pays`) }
            : { upToKwhPerMonth, kind: 'FULL_WAIVER' }
        }),
      },
    ],
  }),
  REBATES: (_, { day, plain, whole, paise }) => ({
    laterRebates: [
      {
        effectiveFrom: day(),
        ...{ promptPercent: plain('promptPercent'), promptWithinDays: whole('promptWithinDays') },
        ...{ digitalPercent: plain('digitalPercent'), digitalMaxPaise: paise('digitalMaxPaise') },
        prepaidPercentOfEnergy: plain('prepaidPercentOfEnergy'),
      },
    ],
  }),
  SURCHARGE: (_, { day, plain, monthDays }) => ({
    laterDelayedPayment: [
      {
        ...{ effectiveFrom: day(), percentPerMonth: plain('percentPerMonth') },
        ...{ counting: `PART_MONTH_AS_MONTH_OF_${monthDays()}_DAYS`, confidence },
      },
    ],
  }),
  SUPPLY_HOURS: (_, { day, hours }) => ({
    laterSupplyHours: [{ effectiveFrom: day(), LT: hours('LT'), HT: hours('HT') }],
  }),
  READINGS: (_, { day, typed, whole }) => ({
    laterReadings: [
      {
        effectiveFrom: day(),
        ...Object.fromEntries(READING_CHOICES.map(({ name }) => [name, typed(name)])),
        rebatesAddUp: typed('rebatesAddUp') === 'true',
        supplyHoursMinimumDaysPercent: whole('supplyHoursMinimumDaysPercent'),
        wattsPerHorsepower: whole('wattsPerHorsepower'),
      },
    ],
  }),
}

function paiseOf(rupees: string): string {
  const exact = parseDecimal(rupees)
  return exact ? decimalText(multiply(exact, fraction(100n))) : ''
}
