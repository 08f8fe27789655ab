import { z } from 'zod'
import { type IstDay, type Month, parseDay, parseMonth } from '#lib/units/ist.ts'
import { compare, type Fraction, fraction, parseDecimal } from '#lib/units/rounding.ts'
import { MAX_DECIMALS } from './decimal-text.ts'
import { readingsSchema } from './readings.ts'

/** A JSON number or text, kept exact: the number's shortest decimal text is what the officer wrote. */
function decimal(least: number, most: number) {
  return z.union([z.number(), z.string()]).transform((value, context): Fraction => {
    const exact = parseDecimal(String(value))
    const wrong =
      !exact || (exact.numerator * 10n ** BigInt(MAX_DECIMALS)) % exact.denominator !== 0n
        ? `is not a plain decimal with at most ${MAX_DECIMALS} decimals`
        : compare(exact, fraction(BigInt(least))) < 0 || compare(exact, fraction(BigInt(most))) > 0
          ? `is not between ${least} and ${most}`
          : null
    if (exact && !wrong) return exact
    context.issues.push({ code: 'custom', message: wrong ?? 'is not a decimal', input: value })
    return z.NEVER
  })
}

const istDay = z
  .string()
  .refine((text) => parseDay(text) !== null, 'is not a calendar day (YYYY-MM-DD)')
  .transform((text) => text as IstDay)
const calendarMonth = z
  .string()
  .refine((text) => parseMonth(text) !== null, 'is not a month (YYYY-MM)')
  .transform((text) => text as Month)
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/, 'is not a name of letters, digits, dots and dashes')
const category = z.string().regex(/^[A-Z][A-Z0-9_]{0,31}$/, 'is not a category such as DS_URBAN')

const percent = decimal(0, 100)
const perKwh = decimal(0, 1_000_000)
/** H, M or L; where nothing is said the figure counts as unverified. */
const confidence = z.enum(['H', 'M', 'L']).default('L')

const unique = <T>(values: readonly T[]) => new Set(values).size === values.length

const rateSchema = z.strictObject({
  /** Paise per kWh. */
  energy: perKwh,
  /** Paise per month for each connection, kW or HP. */
  fixed: z.strictObject({ basis: z.enum(['PER_CONNECTION', 'PER_KW', 'PER_HP']), paise: decimal(0, 100_000_000) }),
  confidence,
})

const orderSchema = z.strictObject({
  id: name,
  effectiveFrom: istDay,
  categories: z.record(category, rateSchema).refine((rates) => Object.keys(rates).length > 0, 'names no category'),
})

const bandSchema = z.discriminatedUnion('kind', [
  z.strictObject({ upToKwhPerMonth: decimal(0, 1_000_000), kind: z.literal('FULL_WAIVER') }),
  z.strictObject({ upToKwhPerMonth: decimal(0, 1_000_000), kind: z.literal('PER_KWH'), paisePerKwh: perKwh }),
])

const subsidySchema = z.strictObject({
  id: name,
  effectiveFrom: istDay,
  categories: z.array(category),
  bands: z
    .array(bandSchema)
    .refine(
      (bands) => bands.every((band, i) => !bands[i - 1] || lower(bands[i - 1] as SubsidyBand, band)),
      'are not in rising order of their limits',
    ),
  confidence,
})

const lower = (a: { upToKwhPerMonth: Fraction }, b: { upToKwhPerMonth: Fraction }) =>
  compare(a.upToKwhPerMonth, b.upToKwhPerMonth) < 0

const dutyDays = { effectiveFrom: istDay, effectiveTo: istDay.optional(), confidence }
const dutySchema = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('PERCENT'), percent: z.record(category, percent), ...dutyDays }),
    z.strictObject({ mode: z.literal('PER_KWH'), paisePerKwh: z.record(category, perKwh), ...dutyDays }),
  ])
  .refine((rule) => !rule.effectiveTo || rule.effectiveTo >= rule.effectiveFrom, 'ends before it begins')

const rebatesSchema = z.strictObject({
  prepaidPercentOfEnergy: percent,
  promptPercent: percent,
  promptWithinDays: z.int().min(0).max(366),
  digitalPercent: percent,
  digitalMaxPaise: decimal(0, 1_000_000_000),
})

const delayedPaymentSchema = z.strictObject({
  percentPerMonth: percent,
  /** How days become months; the number of days stands in the setting's own name. */
  counting: z.string().regex(/^PART_MONTH_AS_MONTH_OF_[1-9]\d?_DAYS$/, 'is not PART_MONTH_AS_MONTH_OF_<days>_DAYS'),
  confidence,
})

/** Hours of a day, above zero and whole to the minute. */
export const hoursADay = decimal(0, 24).refine(
  (hours) => hours.numerator > 0n && (hours.numerator * 60n) % hours.denominator === 0n,
  'is not above zero and whole to the minute',
)

/** Hours a day from which the whole fixed charge is due, to the minute. */
const supplyHoursSchema = z.strictObject({ LT: hoursADay, HT: hoursADay })

const begins = { effectiveFrom: istDay }
/** Entries of which each holds from its first day until the next one's. */
const dated = <T extends z.ZodType<{ effectiveFrom: IstDay }>>(entry: T) =>
  z
    .array(entry)
    .default([])
    .refine((entries) => unique(entries.map((entry) => entry.effectiveFrom)), 'begin twice on one day')

const tariffBookSchema = z.strictObject({
  note: z.string().optional(),
  fppaNote: z.string().optional(),
  orders: z
    .array(orderSchema)
    .min(1, 'are missing')
    .refine((orders) => unique(orders.map((order) => order.id)), 'name an order twice')
    .refine((orders) => unique(orders.map((order) => order.effectiveFrom)), 'begin twice on one day'),
  subsidies: z
    .array(subsidySchema)
    .default([])
    .refine((schemes) => unique(schemes.map((scheme) => scheme.id)), 'name a scheme twice'),
  duties: z
    .array(dutySchema)
    .default([])
    .refine((rules) => unique(rules.map((rule) => rule.effectiveFrom)), 'begin twice on one day'),
  fppa: z
    .array(z.strictObject({ month: calendarMonth, paisePerKwh: decimal(-100_000, 100_000) }))
    .default([])
    .refine((charges) => unique(charges.map((charge) => charge.month)), 'name a month twice'),
  /** These four hold from the beginning, until the first entry of the later ones. */
  rebates: rebatesSchema,
  delayedPayment: delayedPaymentSchema,
  supplyHoursForFullFixedCharge: supplyHoursSchema,
  readings: readingsSchema.prefault({}),
  laterRebates: dated(rebatesSchema.extend(begins)),
  laterDelayedPayment: dated(delayedPaymentSchema.extend(begins)),
  laterSupplyHours: dated(supplyHoursSchema.extend(begins)),
  laterReadings: dated(readingsSchema.extend(begins)),
})

/** All dated rates and readings that bills are computed from. Figures are exact; lists are in order of their dates. */
export type TariffBook = Omit<z.output<typeof tariffBookSchema>, 'note' | 'fppaNote'>
export type TariffOrder = TariffBook['orders'][number]
export type TariffRate = TariffOrder['categories'][string]
export type SubsidyScheme = TariffBook['subsidies'][number]
export type SubsidyBand = z.output<typeof bandSchema>
export type DutyRule = TariffBook['duties'][number]
export type Confidence = TariffRate['confidence']
export type DelayedPaymentTerms = TariffBook['delayedPayment']
export type RebateTerms = TariffBook['rebates']

/** The parts of a book that one entry replaces as a whole, and where its later entries stand. */
export const LATER = {
  rebates: 'laterRebates',
  delayedPayment: 'laterDelayedPayment',
  supplyHoursForFullFixedCharge: 'laterSupplyHours',
  readings: 'laterReadings',
} as const
export type TermsPart = keyof typeof LATER
export const TERMS_PARTS = Object.keys(LATER) as TermsPart[]

/**
 * Checks the JSON of a tariff file, as an officer loads it, and makes its figures exact.
 * Refuses with one plain line for each thing that is wrong, led by where it stands.
 */
export function parseTariffBook(json: unknown): { ok: true; book: TariffBook } | { ok: false; reasons: string[] } {
  const parsed = tariffBookSchema.safeParse(json)
  if (!parsed.success) return { ok: false, reasons: parsed.error.issues.map(reasonOf) }
  const { note: _, fppaNote: __, ...book } = parsed.data
  const byDay = (a: { effectiveFrom: string }, b: { effectiveFrom: string }) =>
    a.effectiveFrom < b.effectiveFrom ? -1 : 1
  book.orders.sort(byDay)
  book.subsidies.sort(byDay)
  book.duties.sort(byDay)
  for (const part of TERMS_PARTS) book[LATER[part]].sort(byDay)
  book.fppa.sort((a, b) => (a.month < b.month ? -1 : 1))
  return { ok: true, book }
}

function reasonOf(issue: { path: PropertyKey[]; message: string }): string {
  const place = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return `${place.replace(/^\./, '') || 'file'}: ${issue.message}`
}
