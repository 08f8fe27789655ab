import { type Fraction, parseDecimal, roundHalfAwayFromZero } from './rounding.ts'

declare const unit: unique symbol
/** Money: whole paise, so that no sum is ever a float. 100 paise are one rupee. */
export type Paise = bigint & { readonly [unit]: 'paise' }

export const ZERO_PAISE = paise(0n)

/** Brands a whole number of paise. Throws on a number with a fraction. */
export function paise(amount: bigint | number): Paise {
  return BigInt(amount) as Paise
}

/** Rounds an exact amount of paise once, half away from zero. */
export function roundToPaise(exact: Fraction): Paise {
  return roundHalfAwayFromZero(exact) as Paise
}

/** Rounds paise to whole rupees, half away from zero, still counted in paise: 107485 becomes 107500. */
export function roundToRupees(amount: Paise): Paise {
  return (roundHalfAwayFromZero({ numerator: amount, denominator: 100n }) * 100n) as Paise
}

export function sumPaise(amounts: Iterable<Paise>): Paise {
  let total = 0n
  for (const amount of amounts) total += amount
  return total as Paise
}

/** Reads rupees as people and files write them (`"1075"`, `"1,07,500.50"`); null when it is not such an amount. */
export function parseRupees(text: string): Paise | null {
  const exact = parseDecimal(text.trim().replaceAll(',', ''))
  if (!exact) return null
  const scaled = exact.numerator * 100n
  return scaled % exact.denominator === 0n ? ((scaled / exact.denominator) as Paise) : null
}

/** Decimal rupees for machines: `"1075.00"`, always two decimals, as UPI's `am` asks for. */
export function rupeesDecimal(amount: Paise): string {
  const sign = amount < 0n ? '-' : ''
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/**
 * Rupees for people, in Indian grouping with a true minus: `₹1,07,500.00`.
 * `whole: true` leaves the paise out where they are zero (the one large figure of a bill).
 */
export function formatRupees(amount: Paise, options: { whole?: boolean; sign?: 'always' } = {}): string {
  const magnitude = amount < 0n ? -amount : amount
  const rupees = groupIndian((magnitude / 100n).toString())
  const part = (magnitude % 100n).toString().padStart(2, '0')
  const figure = options.whole && part === '00' ? rupees : `${rupees}.${part}`
  const sign = amount < 0n ? '−' : options.sign === 'always' && amount > 0n ? '+' : ''
  return `${sign}₹${figure}`
}

/** Groups the digits of a whole number the Indian way: 1234567 becomes 12,34,567. */
export function groupIndian(digits: string): string {
  return digits.replace(/(\d)(?=(\d\d)+\d$)/g, '$1,')
}
