import type { CostOfTotal } from '#lib/tariff/cost-of-total.ts'
import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { ascending } from '#lib/units/order.ts'
import type { Paise } from '#lib/units/paise.ts'
import type { EnergyEstimate } from './estimate-energy.ts'

/** The bill of the whole period if it comes to so many units. */
export type CostPoint = { energyWh: WattHours; costPaise: Paise }

/** The bill by units around a limit: straight strokes, with a jump between them at each limit. */
export type Cliff = {
  from: WattHours
  to: WattHours
  strokes: { start: CostPoint; end: CostPoint }[]
  limitWh: WattHours
  soFar: CostPoint
  low: CostPoint
  expected: CostPoint
  high: CostPoint
}

const STEPS_WH = [1n, 2n, 5n]
  .flatMap((digit) => [1n, 10n, 100n, 1_000n].map((scale) => digit * scale * 1_000n))
  .sort(ascending)
const MOST_STEPS = 5n

export function cliffAt(
  { limits, costAt }: CostOfTotal,
  { limitWh }: { limitWh: WattHours },
  estimate: EnergyEstimate,
): Cliff {
  const { soFarWh, low, expected, high } = estimate
  const point = (energyWh: bigint): CostPoint => ({
    energyWh: wattHours(energyWh),
    costPaise: costAt(wattHours(energyWh)),
  })
  const { from, to } = windowAround([soFarWh, limitWh, high.energyWh])
  const cuts = limits.map((limit) => limit.limitWh).filter((wh) => from <= wh && wh < to)
  const starts = [from, ...cuts.map((wh) => wh + 1n)]
  const ends = [...cuts, to]
  return {
    from,
    to,
    strokes: starts.map((begin, index) => ({ start: point(begin), end: point(ends[index] as bigint) })),
    limitWh,
    soFar: point(soFarWh),
    low: point(low.energyWh),
    expected: point(expected.energyWh),
    high: point(high.energyWh),
  }
}

/** Round figures with a little room on both sides. */
function windowAround(values: readonly WattHours[]): { from: WattHours; to: WattHours } {
  const sorted = values.toSorted(ascending)
  const [least, most] = [sorted[0] as bigint, sorted.at(-1) as bigint]
  const room = (most - least) / 6n
  const [low, high] = [least > room ? least - room : 0n, most + room + 1_000n]
  const step = STEPS_WH.find((one) => (high - low) / one <= MOST_STEPS) ?? (STEPS_WH.at(-1) as bigint)
  return { from: wattHours((low / step) * step), to: wattHours(((high + step - 1n) / step) * step) }
}
