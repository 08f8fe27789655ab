import { decimalText } from '#lib/tariff/decimal-text.ts'
import { formatMonthName, formatShortDay } from '#lib/units/display.ts'
import { formatUnits, type WattHours } from '#lib/units/energy.ts'
import { type IstDay, type Month, monthOf } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise, paise } from '#lib/units/paise.ts'
import { fraction, multiply, parseDecimal } from '#lib/units/rounding.ts'

/** How paper writes what screens write otherwise: one form for each figure, so that a column stays even. */

/** `17 Nov`, `17 नवंबर`: on paper the Hindi month is written out, because its short form is no shorter. */
export function paperDay(on: IstDay, locale: Locale): string {
  return locale === 'en' ? formatShortDay(on, locale) : `${Number(on.slice(8))} ${paperMonth(monthOf(on), locale)}`
}

const paperMonth = (of: Month, locale: Locale) => formatMonthName(of, locale)

/** Units without trailing zeros: `201`, `201.5`; with three decimals exactly as they were billed. */
export const paperUnits = (energy: WattHours, decimals = 3): string =>
  formatUnits(energy, decimals).replace(/\.?0+$/, '')

/** An amount in a column headed ₹: `1,075.00`. */
export const columnAmount = (amount: Paise): string => formatRupees(amount).replace('₹', '')

/** A rate in decimal paise, always in rupees: `₹6.85`, `₹0.05`, `₹4.125`, `−₹0.12`. */
export function paperRate(ratePaise: string): string {
  const exact = parseDecimal(ratePaise)
  if (!exact) return ratePaise
  if (exact.denominator === 1n) return formatRupees(paise(exact.numerator))
  return `₹${decimalText(multiply(exact, fraction(1n, 100n)))}`.replace('₹-', '−₹')
}

/** An amount that stands in JSON as decimal text of paise. */
export const storedAmount = (text: string): string => formatRupees(paise(BigInt(text)))
