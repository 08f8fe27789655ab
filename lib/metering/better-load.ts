import type { SupplyMode, SupplyTerms } from '#lib/tariff/bill-input.ts'
import { fixedCharges } from '#lib/tariff/fixed-charges.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { addMonths, firstDayOf, type IstDay, lastDayOf, type Month } from '#lib/units/ist.ts'
import { type Paise, paise, sumPaise } from '#lib/units/paise.ts'
import { isMonthKnown, type LoadMonth } from './load-months.ts'

/** A year's fixed charges at the load of today and at another, by the demand that was recorded. */
export type YearlyCost = { nowPaise: Paise; thenPaise: Paise; differencePaise: Paise; isVerified: boolean }

export type BetterLoad = {
  /** FITS: no month went above, and no lower step would have done. TOO_SHORT: less might do, but a year is not known. */
  advice: 'RAISE' | 'LOWER' | 'FITS' | 'TOO_SHORT'
  loadW: number
  /** The lowest step that no month's peak passed. */
  enoughW: number
  highestW: number
  /** Of the last twelve months. */
  monthsKnown: number
  /** Null where nothing is advised, or the tariff of a month is not known. */
  cost: YearlyCost | null
}

export const MONTHS_LOOKED_AT = 12

export type BetterLoadInput = {
  /** The last twelve months, the running one included, oldest first. */
  months: readonly LoadMonth[]
  running: Month
  /** The terms of today. */
  terms: { category: string; mode: SupplyMode; sanctionedLoadW: number }
  /** What the meter's own register reached in a month; absent where it sent none. */
  registerW: ReadonlyMap<Month, number>
  stepW: number
}

/**
 * Which sanctioned load would have sufficed for the last twelve months, and what it costs or saves in fixed charges.
 * A higher load is named as soon as one month went above; a lower one only when all twelve months are known, because a
 * summer that nobody has seen may need more. Null where no month is known.
 */
export function betterLoad(book: TariffBook | null, input: BetterLoadInput): BetterLoad | null {
  const { months, running, terms, stepW } = input
  const peaks = months.flatMap(({ peakW }) => peakW ?? [])
  if (peaks.length === 0) return null
  const highestW = Math.max(...peaks)
  const enoughW = Math.max(1, Math.ceil(highestW / stepW)) * stepW
  const loadW = terms.sanctionedLoadW
  const monthsKnown = months.filter((month) => isMonthKnown(month, month.month === running)).length
  const advice = adviceFor({ highestW, enoughW, loadW, isWholeYear: monthsKnown === MONTHS_LOOKED_AT })
  const isAdvised = advice === 'RAISE' || advice === 'LOWER'
  const cost = book && isAdvised ? yearlyCost(book, input, enoughW) : null
  return { advice, loadW, enoughW, highestW, monthsKnown, cost }
}

function adviceFor(known: { highestW: number; enoughW: number; loadW: number; isWholeYear: boolean }) {
  const { highestW, enoughW, loadW, isWholeYear } = known
  if (highestW > loadW) return 'RAISE'
  // A load between two steps can suffice although the next step is above it.
  if (enoughW >= loadW) return 'FITS'
  return isWholeYear ? 'LOWER' : 'TOO_SHORT'
}

/** Twelve whole months under the orders of their days, on the terms of today. */
function yearlyCost(book: TariffBook, input: BetterLoadInput, thenW: number): YearlyCost | null {
  const now = yearlyCharges(book, input, input.terms.sanctionedLoadW)
  const then = yearlyCharges(book, input, thenW)
  if (!now || !then) return null
  const differencePaise = paise(then.totalPaise - now.totalPaise)
  return { nowPaise: now.totalPaise, thenPaise: then.totalPaise, differencePaise, isVerified: now.isVerified }
}

function yearlyCharges(
  book: TariffBook,
  { running, terms: { category, mode }, registerW }: BetterLoadInput,
  sanctionedLoadW: number,
): { totalPaise: Paise; isVerified: boolean } | null {
  const months = Array.from({ length: MONTHS_LOOKED_AT }, (_, index) =>
    addMonths(running, index + 1 - MONTHS_LOOKED_AT),
  )
  const from: IstDay = firstDayOf(months[0] as Month)
  const terms: SupplyTerms[] = [{ from, category, mode, voltage: 'LT', sanctionedLoadW }]
  const charges = months.map((of) =>
    fixedCharges(book, { from: firstDayOf(of), to: lastDayOf(of), terms, maxDemandW: registerW.get(of) ?? null }),
  )
  const known = charges.flatMap((charge) => (charge.ok ? [charge] : []))
  if (known.length < charges.length) return null
  return {
    totalPaise: sumPaise(known.map(({ totalPaise }) => totalPaise)),
    isVerified: known.every(({ parts }) => parts.every(({ confidence }) => confidence !== 'L')),
  }
}
