import {
  type ComparedBill,
  type DifferencePart,
  daysOf,
  energyRateOf,
  sumOfLines,
} from '#lib/billing/bill-difference.ts'
import type { BillComparison, ComparedSide } from '#lib/billing/compare-bills.ts'
import { isUtilityLine } from '#lib/billing/stored-line.ts'
import { subsidyMove, subsidyOf } from '#lib/billing/subsidy-standing.ts'
import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import { decimalText } from '#lib/tariff/decimal-text.ts'
import { formatMonth, formatMonthName } from '#lib/units/display.ts'
import { formatUnits, type WattHours, wattHours } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise, paise } from '#lib/units/paise.ts'
import { fraction, roundHalfAwayFromZero } from '#lib/units/rounding.ts'
import { rateText } from './rates.ts'

/** What a part of the difference is about, in few words. */
export const causeName = ({ cause }: DifferencePart, locale: Locale): string =>
  textsFor(locale, 'compare')(`cause_${cause}`)

/** The reason that weighs most in the direction of the difference; null where the bills come to the same. */
export function mainReason(
  comparison: BillComparison,
  locale: Locale,
): { part: DifferencePart; reason: string; amount: string } | null {
  const { parts, differencePaise } = comparison
  const isMore = differencePaise > 0n
  const [part] = parts
    .filter(({ amountPaise }) => differencePaise !== 0n && amountPaise > 0n === isMore)
    .toSorted((a, b) => Number(isMore ? b.amountPaise - a.amountPaise : a.amountPaise - b.amountPaise))
  return part ? { part, reason: shortReason(part, comparison, locale), amount: signed(part.amountPaise) } : null
}

function shortReason({ cause, amountPaise }: DifferencePart, { bill, other }: BillComparison, locale: Locale): string {
  const t = textsFor(locale, 'compare')
  const move = cause === 'SUBSIDY' ? subsidyMove(bill, other) : 'SAME'
  if (move === 'PASSED' || move === 'BACK_WITHIN') return t(`short_SUBSIDY_${move}`)
  return t(`short_${cause}_${amountPaise > 0n ? 'UP' : 'DOWN'}`)
}

/** One plain sentence on a part: what was on the other bill, and what is on this one. */
export function partSentence({ cause }: DifferencePart, { bill, other }: BillComparison, locale: Locale): string {
  const t = textsFor(locale, 'compare')
  const names = namesOf(bill, other, locale)
  switch (cause) {
    case 'DAYS':
      return t('say_DAYS', { ...names, otherDays: daysOf(other), thisDays: daysOf(bill) })
    case 'UNITS': {
      const units = { otherUnits: formatUnits(other.energyWh, 1), thisUnits: formatUnits(bill.energyWh, 1) }
      if (daysOf(bill) === daysOf(other)) return t('say_UNITS', { ...names, ...units })
      const perDay = { otherPerDay: unitsADay(other), thisPerDay: unitsADay(bill) }
      return t('say_UNITS_A_DAY', { ...names, ...units, ...perDay })
    }
    case 'RATE':
      return t('say_RATE', { ...names, otherRate: rateWords(other, locale), thisRate: rateWords(bill, locale) })
    case 'FIXED': {
      const [otherKw, thisKw] = [chargedKw(other), chargedKw(bill)]
      const amounts = amountsOf(bill, other, cause)
      if (otherKw && thisKw && otherKw !== thisKw) return t('say_FIXED_LOAD', { ...names, ...amounts, otherKw, thisKw })
      return t('say_FIXED', { ...names, ...amounts })
    }
    case 'SUBSIDY': {
      const move = subsidyMove(bill, other)
      const lead = move === 'SAME' ? [] : [t(`move_${move}`)]
      return [...lead, subsidyWords(other, names.otherName, locale), subsidyWords(bill, names.thisName, locale)].join(
        ' ',
      )
    }
    default:
      return t('say_AMOUNTS', { ...names, ...amountsOf(bill, other, cause) })
  }
}

/** Names of the two months; with their years where they are not of one. */
export function namesOf(bill: ComparedSide, other: ComparedSide, locale: Locale) {
  const format = bill.month.slice(0, 4) === other.month.slice(0, 4) ? formatMonthName : formatMonth
  return { thisName: format(bill.month, locale), otherName: format(other.month, locale) }
}

/** A difference with its sign: `+₹20.55`, `−₹0.65`. */
export const signed = (amountPaise: bigint): string => formatRupees(paise(amountPaise), { sign: 'always' })

export function unitsADay(bill: ComparedBill): string {
  return formatUnits(perDay(bill), 1)
}

const perDay = (bill: ComparedBill): WattHours =>
  wattHours(roundHalfAwayFromZero(fraction(bill.energyWh, BigInt(daysOf(bill)))))

function amountsOf(bill: ComparedBill, other: ComparedBill, code: Parameters<typeof sumOfLines>[1]) {
  return { otherAmount: formatRupees(sumOfLines(other, code)), thisAmount: formatRupees(sumOfLines(bill, code)) }
}

/** Rupees a unit; the mean where a period had several rates. */
function rateWords(bill: ComparedBill, locale: Locale): string {
  const rate = energyRateOf(bill)
  return rate ? rateText(decimalText(rate, 2), textsFor(locale, 'bills')) : '–'
}

/** The kW that a fixed charge counts, where it is one figure. */
function chargedKw({ lines }: ComparedBill): string | null {
  const counted = lines.flatMap((line) =>
    line.code === 'FIXED' && !isUtilityLine(line) && line.arithmetic.basis === 'PER_KW'
      ? [line.arithmetic.quantity]
      : [],
  )
  return new Set(counted).size === 1 ? (counted[0] ?? null) : null
}

function subsidyWords(bill: ComparedBill, name: string, locale: Locale): string {
  const t: Texts = textsFor(locale, 'compare')
  const { standing, terms } = subsidyOf(bill)
  const amount = formatRupees(paise(-sumOfLines(bill, 'SUBSIDY')))
  const values = { name, units: formatUnits(bill.energyWh, 1), amount, limit: terms?.limitUnits ?? '' }
  if (!terms && standing !== 'NOTHING') return t('state_AMOUNT', values)
  const rate = rateText(terms?.ratePaise ?? '0', textsFor(locale, 'bills'))
  return t(`state_${standing}`, { ...values, rate })
}

/** Four columns of amounts fit a phone without their sign; the card says that they are rupees. */
export const bareRupees = (amount: Paise): string => formatRupees(amount).replace('₹', '')
export const bareSigned = (difference: bigint): string => signed(difference).replace('₹', '')

export const signedUnits = (difference: bigint): string =>
  `${difference > 0n ? '+' : ''}${formatUnits(wattHours(difference), 1)}`
