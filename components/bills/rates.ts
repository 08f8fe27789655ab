import type { Texts } from '#lib/i18n/texts.ts'
import { decimalText } from '#lib/tariff/decimal-text.ts'
import { formatRupees, paise } from '#lib/units/paise.ts'
import { fraction, multiply, parseDecimal } from '#lib/units/rounding.ts'

/** A rate in decimal paise, as a bill's arithmetic holds it: `₹6.85`, `₹4.125`, and `5 paise` below a rupee. */
export function rateText(ratePaise: string, t: Texts): string {
  const exact = parseDecimal(ratePaise)
  if (!exact) return ratePaise
  const magnitude = exact.numerator < 0n ? -exact.numerator : exact.numerator
  if (magnitude < 100n * exact.denominator) return t('paiseRate', { rate: ratePaise.replace('-', '−') })
  if (exact.denominator === 1n) return formatRupees(paise(exact.numerator))
  return `₹${decimalText(multiply(exact, fraction(1n, 100n)))}`.replace('₹-', '−₹')
}

/** An amount that stands in JSON as decimal text of paise. */
export const storedRupees = (text: string): string => formatRupees(paise(BigInt(text)))

// Categories are data; one that an officer adds is shown by its own name until it has words.
const NAMED: ReadonlySet<string> = new Set(['DS_RURAL', 'DS_URBAN', 'CS_RURAL', 'CS_URBAN', 'IAS'])

export const categoryText = (category: string, t: Texts): string =>
  NAMED.has(category) ? t(`category_${category}`) : category
