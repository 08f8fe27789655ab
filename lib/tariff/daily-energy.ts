import { sumWattHours, type WattHours } from '#lib/units/energy.ts'

/**
 * Energy of each day from the period's first: `shares[i] / denominator` Wh. One denominator for all days keeps a total
 * that is spread evenly exact, and lets days be added up as whole numbers.
 */
export type DailyEnergy = { readonly shares: readonly bigint[]; readonly denominator: bigint }

/** Days that were read. Fewer than the period has: a running period. */
export function readByDay(days: readonly WattHours[]): DailyEnergy {
  return { shares: days, denominator: 1n }
}

/** A total of which only the first and the last register are known. */
export function spreadEvenly(total: WattHours, days: number): DailyEnergy {
  return { shares: Array.from({ length: days }, () => total), denominator: BigInt(days) }
}

/**
 * Days that were read, and a register total whose rest is spread evenly over the days that were not (null). Throws when
 * the days that were read exceed the total, or nothing is missing and they do not agree with it.
 */
export function spreadOverMissing(total: WattHours, days: readonly (WattHours | null)[]): DailyEnergy {
  const rest = total - sumWattHours(days.filter((day) => day !== null))
  const missing = BigInt(days.filter((day) => day === null).length)
  if (rest < 0n || (missing === 0n && rest !== 0n)) throw new RangeError('The days do not fit the total.')
  if (missing === 0n) return readByDay(days as WattHours[])
  return { shares: days.map((day) => (day === null ? rest : day * missing)), denominator: missing }
}
