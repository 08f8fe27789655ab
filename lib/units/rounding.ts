/**
 * Exact arithmetic for money and energy. A `Fraction` never loses anything; `roundHalfAwayFromZero` is the only
 * place in the project where something is divided for good, and its name says how.
 */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint }

/** `numerator / denominator`, kept exact and in lowest terms. Throws when the denominator is zero. */
export function fraction(numerator: bigint, denominator = 1n): Fraction {
  if (denominator === 0n) throw new RangeError('A fraction cannot have the denominator zero.')
  const sign = denominator < 0n ? -1n : 1n
  const shared = greatestCommonDivisor(numerator, denominator)
  return { numerator: (sign * numerator) / shared, denominator: (sign * denominator) / shared }
}

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return add(a, { numerator: -b.numerator, denominator: b.denominator })
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator)
}

/** Below zero when `a < b`, zero when equal, above zero when `a > b`. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The nearest whole number; a half goes away from zero, as tariff-orders round to the paisa and to the rupee. */
export function roundHalfAwayFromZero(value: Fraction): bigint {
  const { numerator, denominator } = value
  const magnitude = numerator < 0n ? -numerator : numerator
  const rounded = (2n * magnitude + denominator) / (2n * denominator)
  return numerator < 0n ? -rounded : rounded
}

/**
 * The exact value of a plain decimal such as `"322.75"` or `"-0.5"`.
 * Returns null for anything else: no exponent, no sign `+`, no `NaN`, no blanks.
 */
export function parseDecimal(text: string): Fraction | null {
  const match = /^(-?)(\d{1,18})(?:\.(\d{1,18}))?$/.exec(text)
  if (!match) return null
  const [, sign, whole = '', part = ''] = match
  return fraction(BigInt(`${sign}${whole}${part}`), 10n ** BigInt(part.length))
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller]
  return larger === 0n ? 1n : larger
}
