import { type Fraction, roundHalfAwayFromZero } from '#lib/units/rounding.ts'

/** Decimals that the tariff's own figures may have; what has no more than these survives writing and reading. */
export const MAX_DECIMALS = 6

/** A plain decimal without trailing zeros, such as `"6.5"`; rounded half away from zero where it would not end. */
export function decimalText(value: Fraction, decimals = MAX_DECIMALS): string {
  const scaled = roundHalfAwayFromZero({
    numerator: value.numerator * 10n ** BigInt(decimals),
    denominator: value.denominator,
  })
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const part = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return `${scaled < 0n ? '-' : ''}${whole}${part && `.${part}`}`
}

/** A length in months as a bill keeps it: the exact fraction, and the same rounded for reading. */
export function monthsText(months: Fraction): { months: string; monthsDecimal: string } {
  const { numerator, denominator } = months
  return {
    months: denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`,
    monthsDecimal: decimalText(months, 4),
  }
}
