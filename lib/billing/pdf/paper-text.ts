import { decimalText } from '#lib/tariff/decimal-text.ts'
import { formatUnits, type WattHours } from '#lib/units/energy.ts'
import type { IstDay } from '#lib/units/ist.ts'
import { LANGUAGES, type Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise, paise } from '#lib/units/paise.ts'
import { fraction, multiply, parseDecimal } from '#lib/units/rounding.ts'

/** How paper writes what screens write otherwise: one form for each figure, so that a column stays even. */

/** `17 Nov`, `17 नवंबर`: on paper the Hindi month is written out, because its short form is no shorter. */
export function paperDay(on: IstDay, locale: Locale): string {
  return LANGUAGES[locale].paperDay(Number(on.slice(8)), Number(on.slice(5, 7)) - 1)
}

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

const letters = new Intl.Segmenter('hi', { granularity: 'grapheme' })
/** What the narrowest column has room for beside the longest bill. */
const NAME_LETTERS = 100
const ADDRESS_LETTERS = 150
const WORD_LETTERS = 16

/**
 * A name, letter for letter, as far as paper has room: a longer one ends with `…`, since a bill must come, and a word that
 * no column holds may break.
 */
export const paperName = (text: string): string => fitted(text, NAME_LETTERS)

/** An address likewise. */
export const paperAddress = (text: string): string => fitted(text, ADDRESS_LETTERS)

function fitted(text: string, longest: number): string {
  const all = lettersOf(text.trim())
  const kept = all.length > longest ? [...all.slice(0, longest - 1), '…'] : all
  return kept.join('').replace(/\S+/g, breakable)
}

// A zero-width space must not part a sign from its letter.
const breakable = (word: string) =>
  lettersOf(word)
    .map((letter, index) => (index > 0 && index % WORD_LETTERS === 0 ? `\u200b${letter}` : letter))
    .join('')

const lettersOf = (text: string) => Array.from(letters.segment(text), ({ segment }) => segment)
