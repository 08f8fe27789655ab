import { monthsBetween } from '#lib/tariff/billing-period.ts'
import { kwhOf, type WattHours } from '#lib/units/energy.ts'
import { daysBetween, type IstDay } from '#lib/units/ist.ts'
import { type Paise, paise, roundToPaise, sumPaise } from '#lib/units/paise.ts'
import { add, compare, type Fraction, fraction, multiply, parseDecimal } from '#lib/units/rounding.ts'
import { isUtilityLine, type StoredLine } from './stored-line.ts'

/** What of an issued bill the difference is made of. */
export type ComparedBill = {
  periodFrom: IstDay
  periodTo: IstDay
  energyWh: WattHours
  payableByDuePaise: Paise
  lines: readonly StoredLine[]
}

/**
 * Why one bill differs from another, in the order in which it is told.
 * - DAYS: the period is longer or shorter: its energy at the other's use a day, and its share of the fixed charge.
 * - UNITS: more or less was used a day. RATE: the price of a unit. FIXED: the rate or the load behind the fixed charge.
 * - The others are the differences of the bills' own lines.
 */
export const CAUSES = [
  ...(['DAYS', 'UNITS', 'RATE', 'FIXED', 'FPPPA', 'PREPAID_REBATE', 'DUTY', 'SUBSIDY'] as const),
  ...(['ADJUSTMENT', 'ARREARS', 'DPS', 'ADVANCE', 'ROUNDING'] as const),
] as const
export type Cause = (typeof CAUSES)[number]
export type DifferencePart = { cause: Cause; amountPaise: Paise }

/**
 * Takes `bill` less `other` apart. Energy and fixed charge go from the other bill to this one in steps, each rounded to
 * the paisa: first the length of the period (the same use a day), then the units, then the rates. All other lines are
 * compared as they stand, so that a limit of the subsidy that was crossed shows as what the State paid on either side of
 * it. The parts add up to the difference of the amounts payable to the paisa; parts of zero are left out.
 */
export function billDifference(bill: ComparedBill, other: ComparedBill): DifferencePart[] {
  const energy = energySteps(bill, other)
  const fixed = fixedSteps(bill, other)
  const amounts: Record<Cause, bigint> = {
    ...lineDifferences(bill, other),
    DAYS: energy.forDays + fixed.forDays,
    UNITS: energy.forUnits,
    RATE: energy.forRate,
    FIXED: fixed.forRate,
  }
  return CAUSES.filter((cause) => amounts[cause] !== 0n).map((cause) => ({ cause, amountPaise: paise(amounts[cause]) }))
}

/** The sum of a bill's lines of one code. */
export function sumOfLines(
  { lines }: { lines: readonly { code: StoredLine['code']; amountPaise: Paise }[] },
  code: StoredLine['code'],
): Paise {
  return sumPaise(lines.filter((line) => line.code === code).map(({ amountPaise }) => amountPaise))
}

export const daysOf = ({ periodFrom, periodTo }: ComparedBill): number => daysBetween(periodFrom, periodTo) + 1

type LineCause = Exclude<Cause, 'DAYS' | 'UNITS' | 'RATE' | 'FIXED'>

function lineDifferences(bill: ComparedBill, other: ComparedBill): Record<LineCause, bigint> {
  const difference = (code: LineCause) => sumOfLines(bill, code) - sumOfLines(other, code)
  return {
    FPPPA: difference('FPPPA'),
    PREPAID_REBATE: difference('PREPAID_REBATE'),
    DUTY: difference('DUTY'),
    SUBSIDY: difference('SUBSIDY'),
    ADJUSTMENT: difference('ADJUSTMENT'),
    ARREARS: difference('ARREARS'),
    DPS: difference('DPS'),
    ADVANCE: difference('ADVANCE'),
    ROUNDING: difference('ROUNDING'),
  }
}

function energySteps(bill: ComparedBill, other: ComparedBill) {
  const [before, now] = [sumOfLines(other, 'ENERGY'), sumOfLines(bill, 'ENERGY')]
  const rate = energyRateOf(other) ?? energyRateOf(bill) ?? fraction(0n)
  const [daysBefore, daysNow] = [BigInt(daysOf(other)), BigInt(daysOf(bill))]
  const longer =
    daysBefore === daysNow
      ? before
      : roundToPaise(multiply(multiply(kwhOf(other.energyWh), fraction(daysNow, daysBefore)), rate))
  // Where both bills have one and the same rate, the paisa that each part's rounding leaves belongs to the units.
  const sameUnits = hasOneRate(bill, other) ? now : roundToPaise(multiply(kwhOf(bill.energyWh), rate))
  return { forDays: longer - before, forUnits: sameUnits - longer, forRate: now - sameUnits }
}

function fixedSteps(bill: ComparedBill, other: ComparedBill) {
  const [before, now] = [sumOfLines(other, 'FIXED'), sumOfLines(bill, 'FIXED')]
  const monthsBefore = monthsBetween(other.periodFrom, other.periodTo)
  const months = monthsBetween(bill.periodFrom, bill.periodTo)
  if (compare(months, monthsBefore) === 0) return { forDays: 0n, forRate: now - before }
  const share = fraction(months.numerator * monthsBefore.denominator, months.denominator * monthsBefore.numerator)
  const longer = hasOneFixedCharge(bill, other) ? now : roundToPaise(multiply(fraction(before), share))
  return { forDays: longer - before, forRate: now - longer }
}

type EnergyPart = { units: Fraction; ratePaise: Fraction }

/** Units and rate of each part; null where a part does not say them. */
function energyParts({ lines }: ComparedBill): EnergyPart[] | null {
  const parts: EnergyPart[] = []
  for (const line of lines) {
    if (line.code !== 'ENERGY') continue
    const units = parseDecimal(line.arithmetic.units ?? '')
    const ratePaise = parseDecimal(line.arithmetic.ratePaise ?? '')
    if (!units || !ratePaise) return null
    parts.push({ units, ratePaise })
  }
  return parts.length > 0 ? parts : null
}

/** Paise a unit: the mean over the parts, by their units; null where nothing says it. */
export function energyRateOf(bill: ComparedBill): Fraction | null {
  const parts = energyParts(bill)
  const units = (parts ?? []).reduce((sum, part) => add(sum, part.units), fraction(0n))
  if (parts && units.numerator > 0n) {
    const amount = parts.reduce((sum, part) => add(sum, multiply(part.units, part.ratePaise)), fraction(0n))
    return fraction(amount.numerator * units.denominator, amount.denominator * units.numerator)
  }
  if (parts) return parts.at(-1)?.ratePaise ?? null
  const { energyWh } = bill
  return energyWh > 0n ? fraction(sumOfLines(bill, 'ENERGY') * 1000n, energyWh) : null
}

function hasOneRate(bill: ComparedBill, other: ComparedBill): boolean {
  const [now, before] = [energyParts(bill), energyParts(other)]
  const [first, ...rest] = [...(now ?? []), ...(before ?? [])].map(({ ratePaise }) => ratePaise)
  return now !== null && before !== null && first !== undefined && rest.every((rate) => compare(rate, first) === 0)
}

/** Both bills charge the same for a month: only the length of the period can tell them apart. */
function hasOneFixedCharge(bill: ComparedBill, other: ComparedBill): boolean {
  const [now, before] = [monthlyCharges(bill), monthlyCharges(other)]
  return now.size === 1 && before.size === 1 && new Set([...now, ...before]).size === 1
}

function monthlyCharges({ lines }: ComparedBill): Set<string> {
  const charges = lines.flatMap((line) => {
    if (line.code !== 'FIXED') return []
    // The utility's bill does not say what its charge counts; each is its own.
    if (isUtilityLine(line)) return [String(line.amountPaise)]
    const { basis, ratePaise, quantity, supplyHours = null } = line.arithmetic
    return [JSON.stringify([basis, ratePaise, quantity, supplyHours])]
  })
  return new Set(charges)
}
