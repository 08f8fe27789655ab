import type { WattHours } from '#lib/units/energy.ts'
import { compare, fraction } from '#lib/units/rounding.ts'

export type Trend = 'falling' | 'rising' | 'steady'

/** Below this many read days in either half nothing is said. */
const DAYS_NEEDED = 4

/**
 * Whether the mean day of a series' second half is at least a tenth below or above that of the first. Days without a
 * reading count in neither; with too few of them the series is called steady, which says nothing.
 */
export function trendOf(days: readonly { energyWh: WattHours | null }[]): Trend {
  const middle = Math.floor(days.length / 2)
  const before = meanOf(days.slice(0, middle))
  const after = meanOf(days.slice(middle))
  if (!before || !after || before.numerator === 0n) return 'steady'
  const tenths = (of: typeof before, share: bigint) => fraction(of.numerator * share, of.denominator * 10n)
  if (compare(after, tenths(before, 9n)) <= 0) return 'falling'
  return compare(after, tenths(before, 11n)) >= 0 ? 'rising' : 'steady'
}

function meanOf(days: readonly { energyWh: WattHours | null }[]) {
  const read = days.flatMap(({ energyWh }) => energyWh ?? [])
  return read.length < DAYS_NEEDED
    ? null
    : fraction(
        read.reduce((sum, wh) => sum + wh, 0n),
        BigInt(read.length),
      )
}
