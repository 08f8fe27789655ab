import { z } from 'zod'
import { type BilledRegister, ENERGY_REGISTER } from '#lib/billing/billed-register.ts'
import { DISCONNECTION_REASONS } from '#lib/billing/disconnection.ts'
import { LINE_ORDER, type UtilityBill, type UtilityBillLine } from '#lib/billing/utility-bill.ts'
import { ADJUSTMENT_REASONS } from '#lib/tariff/bill-input.ts'
import type { LineCode } from '#lib/tariff/bill-line.ts'
import { decimalText } from '#lib/tariff/decimal-text.ts'
import { cleanText } from '#lib/units/clean-text.ts'
import { kwhDecimal, parseKwh, sumWattHours, type WattHours, wattHours } from '#lib/units/energy.ts'
import { daysBetween, type IstDay, type Month, monthOf, parseDay, parseInstant, parseMonth } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import {
  compare,
  type Fraction,
  fraction,
  multiply,
  parseDecimal,
  roundHalfAwayFromZero,
  subtract,
} from '#lib/units/rounding.ts'

/** A bill of the utility's own billing as one JSON object; what is not known here is refused, because it may be money. */
const LONGEST_DAYS = 366
/** Far beyond any connection: larger is a mistake, and what the table has no room for would hold up the whole file. */
const MOST_KW = fraction(1_000_000n)
const MOST_WH = 1_000_000_000_000n

const orMissing = (wrong: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? 'is missing' : wrong),
})
const code = (shape: RegExp, wrong: string) => z.string(orMissing('is no text')).regex(shape, wrong)
const whole = z.int(orMissing('is no whole number'))
const istDay = z
  .string(orMissing('is no text'))
  .refine((text) => parseDay(text) !== null, 'is not a day (YYYY-MM-DD)')
  .transform((text) => text as IstDay)
const calendarMonth = z
  .string(orMissing('is no text'))
  .refine((text) => parseMonth(text) !== null, 'is not a month (YYYY-MM)')
  .transform((text) => text as Month)
const instant = z
  .string(orMissing('is no text'))
  .refine((text) => parseInstant(text) !== null, 'is not a time')
  .transform((text) => parseInstant(text) as Date)
/** A JSON number or text, exact: the number's shortest decimal text is what the sender wrote. */
const decimal = z.union([z.number(), z.string()], orMissing('is no number')).transform((value, context): Fraction => {
  const exact = parseDecimal(String(value))
  if (exact) return exact
  context.addIssue({ code: 'custom', message: 'is not a plain decimal' })
  return z.NEVER
})

const reading = z.strictObject({
  register: code(/^[A-Z][A-Z0-9_]{0,31}$/, 'is not a register such as KWH_IMP'),
  prev: decimal,
  prevAt: instant.optional(),
  curr: decimal,
  currAt: instant.optional(),
  mf: decimal.optional(),
  units: decimal,
})
const line = z.strictObject({
  code: z.enum(LINE_ORDER as [LineCode, ...LineCode[]], orMissing(`is not ${LINE_ORDER.join(', ')}`)),
  amountPaise: whole,
  qtyWh: whole.min(0, 'is negative').optional(),
  ratePaisePerKwh: decimal.optional(),
  reason: z.enum(ADJUSTMENT_REASONS).optional(),
})
const billSchema = z.strictObject({
  billNo: code(/^[0-9A-Za-z][0-9A-Za-z/_-]{0,39}$/, 'is not a bill number of up to 40 characters'),
  consumerNo: code(/^[0-9A-Za-z]{1,20}$/, 'is not a consumer number of up to 20 digits and letters'),
  billMonth: calendarMonth,
  billDate: istDay,
  dueDate: istDay,
  basis: z.enum(['ACTUAL', 'SELF', 'PROVISIONAL', 'ESTIMATED', 'AVERAGE'], orMissing('is not a basis')),
  periodFrom: istDay,
  periodTo: istDay,
  days: whole.optional(),
  readings: z.array(reading).max(20, 'are more than 20').default([]),
  mdKw: decimal
    .refine(({ numerator }) => numerator >= 0n, 'is negative')
    .refine((kw) => compare(kw, MOST_KW) <= 0, 'is more than 1000000')
    .optional(),
  mdAt: instant.optional(),
  pf: decimal.optional(),
  supplyHours: decimal.optional(),
  lines: z.array(line, orMissing('are no list')).min(1, 'are empty').max(100, 'are more than 100'),
  currentDemandPaise: whole,
  arrearsPaise: whole.min(0, 'is negative').default(0),
  dpsPaise: whole.min(0, 'is negative').default(0),
  payableByDuePaise: whole,
  payableAfterDuePaise: whole,
  tariffOrderId: z.string().optional(),
  disconnectionDate: istDay.optional(),
  disconnectionReason: z
    .enum(DISCONNECTION_REASONS, orMissing(`is not ${DISCONNECTION_REASONS.join(', ')}`))
    .optional(),
  disconnectionText: z.string().max(200, 'is longer than 200 characters').optional(),
})
type Read = z.output<typeof billSchema>

export type ReadBill = { ok: true; bill: UtilityBill } | { ok: false; reason: string }

/** Reads one bill. The reason names the first field that is wrong, or the first two that disagree. */
export function readBill(json: unknown): ReadBill {
  const parsed = billSchema.safeParse(json)
  if (!parsed.success) return { ok: false, reason: reasonOf(parsed.error.issues[0]) }
  const read = parsed.data
  const wrong = datesWrong(read) ?? carriedWrong(read)
  if (wrong) return { ok: false, reason: wrong }
  const energy = energyOf(read)
  if (typeof energy === 'string') return { ok: false, reason: energy }
  // The bill charges by it with all its decimals; here it is only shown, and better to the watt than not at all.
  const maxDemandW = read.mdKw ? Number(roundHalfAwayFromZero(multiply(read.mdKw, fraction(1_000n)))) : null
  return {
    ok: true,
    bill: {
      ...{ billNo: read.billNo, consumerNo: read.consumerNo, month: read.billMonth },
      ...{ periodFrom: read.periodFrom, periodTo: read.periodTo, billedOn: read.billDate, dueOn: read.dueDate },
      // A reading that the consumer sent is a reading; the rest are guesses by other names.
      basis: read.basis === 'ACTUAL' || read.basis === 'SELF' ? 'ACTUAL' : 'PROVISIONAL',
      energyWh: energy,
      registers: read.readings.map(register),
      maxDemandW,
      maxDemandAt: (maxDemandW !== null && read.mdAt) || null,
      lines: linesOf(read),
      currentDemandPaise: paise(read.currentDemandPaise),
      payableByDuePaise: paise(read.payableByDuePaise),
      payableAfterDuePaise: paise(read.payableAfterDuePaise),
      ...disconnectionOf(read),
    },
  }
}

function reasonOf(issue: { path: PropertyKey[]; message: string; code?: string; keys?: string[] } | undefined): string {
  if (!issue) return 'is no bill'
  if (issue.code === 'unrecognized_keys') return `${(issue.keys ?? []).join(', ')} is not a field of a bill`
  const place = issue.path.map((key) => (typeof key === 'number' ? `[${key + 1}]` : `.${String(key)}`)).join('')
  return place === '' ? 'is no bill' : `${place.slice(1)} ${issue.message}`
}

function datesWrong(read: Read): string | null {
  const { billMonth, billDate, dueDate, periodFrom, periodTo, days, disconnectionDate: cutOn } = read
  const length = daysBetween(periodFrom, periodTo) + 1
  if (length < 1) return `periodTo ${periodTo} is before periodFrom ${periodFrom}`
  if (length > LONGEST_DAYS) return `the period has ${length} days, more than ${LONGEST_DAYS}`
  if (days !== undefined && days !== length) return `days says ${days}, the period has ${length}`
  if (billMonth !== monthOf(periodTo)) return `billMonth ${billMonth} is not the month of periodTo ${periodTo}`
  if (billDate <= periodTo) return `billDate ${billDate} is not after periodTo ${periodTo}`
  if (cutOn !== undefined && cutOn < dueDate) return `disconnectionDate ${cutOn} is before dueDate ${dueDate}`
  if (!cutOn && (read.disconnectionReason || read.disconnectionText)) return 'disconnectionDate is missing'
  return dueDate < billDate ? `dueDate ${dueDate} is before billDate ${billDate}` : null
}

/** Only where the bill has one, so that a bill without it stays what it was. */
function disconnectionOf({ disconnectionDate, disconnectionReason = 'DUES', disconnectionText }: Read) {
  if (!disconnectionDate) return {}
  const words = cleanText(disconnectionText ?? '') || null
  return { disconnection: { disconnectOn: disconnectionDate, reason: disconnectionReason, words } }
}

/** Arrears and surcharge may stand as fields, as lines, or as both. */
function carriedWrong({ lines, arrearsPaise, dpsPaise }: Read): string | null {
  for (const [code, field, amount] of [
    ['ARREARS', 'arrearsPaise', arrearsPaise],
    ['DPS', 'dpsPaise', dpsPaise],
  ] as const) {
    const found = lines.find((one) => one.code === code)
    if (found && amount !== 0 && found.amountPaise !== amount)
      return `line ${code} says ${found.amountPaise} paise, ${field} says ${amount}`
  }
  return null
}

function linesOf({ lines, arrearsPaise, dpsPaise }: Read): UtilityBillLine[] {
  const given = lines.map((one): UtilityBillLine => {
    const { code, amountPaise, qtyWh, ratePaisePerKwh, reason } = one
    return {
      ...{ code, amountPaise: paise(amountPaise), reason: code === 'ADJUSTMENT' ? (reason ?? 'OTHER') : null },
      units: qtyWh === undefined ? null : kwhDecimal(wattHours(qtyWh)),
      ratePaise: ratePaisePerKwh ? decimalText(ratePaisePerKwh) : null,
    }
  })
  const carried = (
    [
      ['ARREARS', arrearsPaise],
      ['DPS', dpsPaise],
    ] as const
  ).flatMap(([code, amount]) =>
    given.some((one) => one.code === code)
      ? []
      : [{ code, amountPaise: paise(amount), reason: null, units: null, ratePaise: null }],
  )
  return [...given, ...carried]
    .filter(({ amountPaise }) => amountPaise !== 0n)
    .toSorted((a, b) => LINE_ORDER.indexOf(a.code) - LINE_ORDER.indexOf(b.code))
}

/** The period's energy by the register, by the energy lines, or by both where they agree; else what is wrong. */
function energyOf({ readings, lines }: Read): WattHours | string {
  for (const { register: name, prev, curr, mf, units } of readings) {
    // A register that went round, or a meter that was changed, makes no difference that could be checked.
    const counted = multiply(subtract(curr, prev), mf ?? { numerator: 1n, denominator: 1n })
    if (compare(curr, prev) >= 0 && compare(counted, units) !== 0)
      return `readings of ${name} differ by ${decimalText(counted)}, units says ${decimalText(units)}`
  }
  const registers = readings
    .filter(({ register: name }) => name === ENERGY_REGISTER)
    .map(({ units }) => wattHoursOf(units))
  const billed = lines.flatMap(({ code, qtyWh }) =>
    code === 'ENERGY' && qtyWh !== undefined ? [wattHours(qtyWh)] : [],
  )
  if (registers.some((energy) => energy === null)) return `units of ${ENERGY_REGISTER} has more than 3 decimals`
  const byRegister = registers.length > 0 ? sumWattHours(registers as WattHours[]) : null
  const byLines = billed.length > 0 ? sumWattHours(billed) : null
  if (byRegister !== null && byRegister < 0n) return `units of ${ENERGY_REGISTER} is negative`
  if (byRegister !== null && byLines !== null && byRegister !== byLines)
    return `${ENERGY_REGISTER} counts ${kwhDecimal(byRegister)} units, the energy lines ${kwhDecimal(byLines)}`
  const energy = byRegister ?? byLines
  if (energy !== null && energy > MOST_WH) return `${kwhDecimal(energy)} units are more than a bill can have`
  return energy ?? `neither readings of ${ENERGY_REGISTER} nor energy lines with qtyWh say the units`
}

/** Thousandths, or null where there are more decimals than that. */
const wattHoursOf = (value: Fraction): WattHours | null => parseKwh(decimalText(value, 6))

function register({ register: name, prev, prevAt, curr, currAt, mf, units }: Read['readings'][number]): BilledRegister {
  return {
    ...{ register: name, previous: decimalText(prev), current: decimalText(curr), units: decimalText(units) },
    ...{ previousAt: prevAt?.toISOString() ?? null, currentAt: currAt?.toISOString() ?? null },
    factor: mf ? decimalText(mf) : '1',
  }
}
