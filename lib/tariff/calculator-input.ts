import { z } from 'zod'
import { parseKwh, type WattHours } from '#lib/units/energy.ts'
import { daysBetween, type IstDay, parseDay } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { parseDecimal } from '#lib/units/rounding.ts'
import type { BillInput, BillRefusal } from './bill-input.ts'
import { readByDay, spreadEvenly } from './daily-energy.ts'
import { supplyPeriod } from './supply-period.ts'
import type { TariffBook } from './tariff-book.ts'

/** Bounds of the public calculator (not of the tariff), so that every answer stays a safe JSON number. */
const MAX_DAYS_APART = 366
const MAX_UNITS = 10_000_000
const MAX_LOAD = 1_000_000
const MAX_CARRIED_PAISE = 10_000_000_000_000
const MAX_DAYS_LATE = 36_525

export type FieldError = { field: string; reason: string }

const istDay = z
  .string('must be a day (YYYY-MM-DD)')
  .refine((text) => parseDay(text) !== null, 'must be a day (YYYY-MM-DD)')
  .transform((text) => text as IstDay)

function decimalUpTo(most: number, decimals: number, unit: string) {
  const reason = `must be a decimal string of ${unit} from 0 to ${most} with at most ${decimals} decimals`
  const shape = new RegExp(`^\\d{1,9}(\\.\\d{1,${decimals}})?$`)
  return z.string(reason).refine((text) => shape.test(text) && Number(text) <= most, reason)
}

const units = decimalUpTo(MAX_UNITS, 3, 'kWh')
const load = (unit: string) => decimalUpTo(MAX_LOAD, 3, unit).optional()
const wholeUpTo = (most: number) =>
  z.int('must be a whole number').min(0, 'must not be below 0').max(most, `must not be above ${most}`).default(0)
const oneOf = <const T extends string>(...values: T[]) => z.enum(values, `must be ${values.join(' or ')}`)

const inputSchema = z.strictObject(
  {
    category: z.string('must be a category').min(1, 'must be a category').max(32, 'must be a category'),
    mode: oneOf('POSTPAID', 'PREPAID').default('POSTPAID'),
    from: istDay,
    to: istDay,
    units: units.optional(),
    dailyUnits: z
      .array(units, 'must be an array of decimal strings')
      .min(1, 'must have at least one day')
      .max(MAX_DAYS_APART + 1, 'has more days than a period may have')
      .optional(),
    sanctionedLoadKw: load('kW'),
    maxDemandKw: load('kW'),
    sanctionedLoadHp: load('HP'),
    voltage: oneOf('LT', 'HT').default('LT'),
    supplyHoursPerDay: decimalUpTo(24, 6, 'hours').optional(),
    arrearsPaise: wholeUpTo(MAX_CARRIED_PAISE),
    advancePaise: wholeUpTo(MAX_CARRIED_PAISE),
    daysLate: wholeUpTo(MAX_DAYS_LATE),
  },
  'must be a JSON object',
)

type CalculatorFields = z.output<typeof inputSchema>

/** A checked question: `daily` asks for the cost of each day, `whole` says that a bill can be computed. */
export type CalculatorQuestion = { bill: BillInput; daily: boolean; whole: boolean }

/**
 * Checks the calculator's JSON (fields, bounds and defaults as in the schema above) against the loaded
 * tariff and makes the engine's input of it. Otherwise every field that is wrong, with a plain reason.
 */
export function readCalculatorInput(
  book: TariffBook,
  json: unknown,
): { ok: true; question: CalculatorQuestion } | { ok: false; errors: FieldError[] } {
  const parsed = inputSchema.safeParse(json)
  if (!parsed.success) return { ok: false, errors: firstOfEach(parsed.error.issues.flatMap(errorsOf)) }
  const errors = periodErrors(book, parsed.data)
  if (errors.length > 0) return { ok: false, errors }
  const question = questionOf(parsed.data)
  const found = supplyPeriod(book, question.bill)
  if (!found.ok) return { ok: false, errors: [tariffError(found, parsed.data)] }
  const asks = (basis: string) => found.period.parts.some(({ value }) => value.rate.fixed.basis === basis)
  if (asks('PER_HP') && parsed.data.sanctionedLoadHp === undefined)
    return { ok: false, errors: [tariffError({ reason: 'NO_LOAD_IN_HP', on: parsed.data.from }, parsed.data)] }
  return { ok: true, question }
}

/** One reason a field is enough to put it right. */
function firstOfEach(errors: FieldError[]): FieldError[] {
  const seen = new Set<string>()
  return errors.filter(({ field }) => !seen.has(field) && seen.add(field))
}

function errorsOf(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ field: key.slice(0, 64), reason: 'is not a field of the calculator' }))
  const [field, index] = issue.path
  return [{ field: `${String(field ?? '')}${index === undefined ? '' : `[${String(index)}]`}`, reason: issue.message }]
}

function periodErrors(book: TariffBook, { from, to, units, dailyUnits }: CalculatorFields): FieldError[] {
  const errors: FieldError[] = []
  const apart = daysBetween(from, to)
  const first = book.orders[0]?.effectiveFrom
  if (first === undefined || from < first)
    errors.push({ field: 'from', reason: `is before the first tariff order${first ? ` (${first})` : ''}` })
  if (apart < 0) errors.push({ field: 'to', reason: 'is before from' })
  if (apart > MAX_DAYS_APART) errors.push({ field: 'to', reason: `is more than ${MAX_DAYS_APART} days after from` })
  if (!dailyUnits) {
    if (units === undefined) errors.push({ field: 'units', reason: 'is required without dailyUnits' })
    return errors
  }
  if (apart >= 0 && dailyUnits.length > apart + 1)
    errors.push({ field: 'dailyUnits', reason: `has ${dailyUnits.length} days for a period of ${apart + 1}` })
  const sum = dailyUnits.reduce((total, day) => total + whOf(day), 0n)
  if (units !== undefined && sum !== whOf(units))
    errors.push({ field: 'units', reason: 'is not the sum of dailyUnits; give one of them' })
  return errors
}

function questionOf(fields: CalculatorFields): CalculatorQuestion {
  const { from, to, dailyUnits, sanctionedLoadKw, maxDemandKw, sanctionedLoadHp, supplyHoursPerDay } = fields
  const days = daysBetween(from, to) + 1
  const meanPerDay = supplyHoursPerDay === undefined ? null : parseDecimal(supplyHoursPerDay)
  return {
    daily: dailyUnits !== undefined,
    whole: dailyUnits === undefined || dailyUnits.length === days,
    bill: {
      from,
      to,
      terms: [
        {
          from,
          category: fields.category,
          mode: fields.mode,
          voltage: fields.voltage,
          sanctionedLoadW: sanctionedLoadKw === undefined ? undefined : wattsOf(sanctionedLoadKw),
          sanctionedLoadHp: sanctionedLoadHp === undefined ? undefined : (parseDecimal(sanctionedLoadHp) ?? undefined),
        },
      ],
      energy: dailyUnits ? readByDay(dailyUnits.map(whOf)) : spreadEvenly(whOf(fields.units ?? '0'), days),
      maxDemandW: maxDemandKw === undefined ? null : wattsOf(maxDemandKw),
      supplyHours: meanPerDay ? { meanPerDay } : undefined,
      arrearsPaise: paise(fields.arrearsPaise),
      advancePaise: paise(fields.advancePaise),
      delayedPayment: { daysLate: fields.daysLate },
    },
  }
}

/** Of texts that the schema has let through. */
function whOf(kwh: string): WattHours {
  const wh = parseKwh(kwh)
  if (wh === null) throw new RangeError(`Not kWh: ${kwh}`)
  return wh
}

const wattsOf = (kw: string) => Number(whOf(kw))

function tariffError({ reason, on }: BillRefusal, { category }: CalculatorFields): FieldError {
  if (reason === 'NO_LOAD_IN_KW')
    return { field: 'sanctionedLoadKw', reason: `is required: the fixed charge of ${category} is per kW` }
  if (reason === 'NO_LOAD_IN_HP')
    return { field: 'sanctionedLoadHp', reason: `is required: the fixed charge of ${category} is per HP` }
  if (reason === 'UNKNOWN_CATEGORY')
    return { field: 'category', reason: `is not a category of the tariff order in force on ${on}` }
  return { field: 'from', reason: `has no tariff order in force on ${on}` }
}
