import { fraction, roundHalfAwayFromZero } from '#lib/units/rounding.ts'

/**
 * An amount divided by weights, to the last paisa or watt-hour: the shares add up to the amount, whatever is rounded. Each
 * share is the difference of two rounded running sums. Weights of nothing share alike.
 */
export function shareOut<Amount extends bigint>(amount: Amount, weights: readonly bigint[]): Amount[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n)
  const parts = whole === 0n ? weights.map(() => 1n) : weights
  const total = whole === 0n ? BigInt(weights.length) : whole
  let [running, given] = [0n, 0n]
  return parts.map((weight) => {
    running += weight
    const upTo = roundHalfAwayFromZero(fraction(amount * running, total))
    const share = upTo - given
    given = upTo
    return share as Amount
  })
}
