import type { SupplyInput } from '#lib/tariff/bill-input.ts'
import { type CostOfTotal, costOfTotal } from '#lib/tariff/cost-of-total.ts'
import type { PeriodLimit } from '#lib/tariff/subsidy.ts'
import type { Confidence, TariffBook } from '#lib/tariff/tariff-book.ts'
import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { ascending } from '#lib/units/order.ts'
import type { Paise } from '#lib/units/paise.ts'
import type { EnergyEstimate } from './estimate-energy.ts'
import { type LimitAhead, limitAhead } from './limit-ahead.ts'
import { type Cliff, cliffAt } from './subsidy-cliff.ts'

export type EstimateMoney = {
  expectedPaise: Paise
  /** Over every number of units in the range, not only at its ends: the bill jumps at a limit. */
  lowestPaise: Paise
  highestPaise: Paise
  /** The State's limits for the period, lowest first; null where no scheme is for this connection. */
  scheme: { id: string; confidence: Confidence; limits: PeriodLimit[] } | null
  /** The limit that matters now; null where none is left, or no scheme is for this connection. */
  ahead: LimitAhead | null
  /** The highest limit that the units so far are above. */
  passedWh: WattHours | null
  /** The bill around the limit ahead. */
  cliff: Cliff | null
}

/**
 * What an estimated period comes to, by the tariff engine. Null where the tariff of the period is not known.
 * `days` are those that were read, null for all others up to the period's end.
 */
export function estimateMoney(
  book: TariffBook,
  supply: Omit<SupplyInput, 'energy'>,
  days: readonly (WattHours | null)[],
  estimate: EnergyEstimate,
): EstimateMoney | null {
  const cost = costOfTotal(book, { ...supply, days })
  if (!cost) return null
  const { soFarWh, low, expected, high } = estimate
  const amounts = extremes(cost, low.energyWh, high.energyWh).map(cost.costAt).sort(ascending)
  const ahead = limitAhead(cost, estimate)
  return {
    scheme: cost.scheme && { ...cost.scheme, limits: cost.limits },
    expectedPaise: cost.costAt(expected.energyWh),
    lowestPaise: amounts[0] as Paise,
    highestPaise: amounts.at(-1) as Paise,
    ahead,
    passedWh: cost.limits.findLast(({ limitWh }) => limitWh < soFarWh)?.limitWh ?? null,
    cliff: ahead && cliffAt(cost, ahead, estimate),
  }
}

/** Between limits the bill is a straight line, so that its least and most stand at the ends and on both sides of a limit. */
function extremes({ limits }: CostOfTotal, lowWh: WattHours, highWh: WattHours): WattHours[] {
  const inside = limits.filter(({ limitWh }) => lowWh <= limitWh && limitWh < highWh)
  return [lowWh, highWh, ...inside.flatMap(({ limitWh }) => [limitWh, wattHours(limitWh + 1n)])]
}
