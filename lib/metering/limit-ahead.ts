import type { CostOfTotal } from '#lib/tariff/cost-of-total.ts'
import type { PeriodLimit } from '#lib/tariff/subsidy.ts'
import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { EnergyEstimate } from './estimate-energy.ts'

/** Where the range of the estimate lies: all within the limit, on both sides of it, all beyond. */
export type Prospect = 'WITHIN' | 'EITHER' | 'BEYOND'

export type LimitAhead = PeriodLimit & {
  /** Still to be used within it, days that were not read counted as estimated; never below zero. */
  leftWh: WattHours
  /** So much on each day to come stays within it, rounded down to a tenth of a unit; null where no day is to come. */
  paceWh: WattHours | null
  prospect: Prospect
  /** The period's bill at the limit, and one unit above. */
  atLimitPaise: Paise
  abovePaise: Paise
  /** What that unit costs. */
  crossingPaise: Paise
}

const ONE_UNIT_WH = 1_000n
const TENTH_WH = 100n

/**
 * The limit to speak of: the lowest that the units so far are not above. Where the estimate is beyond it, and a higher
 * one may still be kept or missed, that one: there is something to decide about it.
 */
export function limitAhead({ limits, costAt }: CostOfTotal, estimate: EnergyEstimate): LimitAhead | null {
  const left = limits.filter(({ limitWh }) => estimate.soFarWh <= limitWh)
  const next = left[0]
  if (!next) return null
  const beyond = prospectOf(next.limitWh, estimate) === 'BEYOND'
  const limit = (beyond && left.find(({ limitWh }) => prospectOf(limitWh, estimate) === 'EITHER')) || next
  const leftWh = limit.limitWh - estimate.soFarWh - estimate.gapsWh
  const atLimitPaise = costAt(limit.limitWh)
  const abovePaise = costAt(wattHours(limit.limitWh + ONE_UNIT_WH))
  return {
    ...limit,
    leftWh: wattHours(leftWh > 0n ? leftWh : 0n),
    paceWh: paceOf(leftWh, estimate.daysToCome),
    prospect: prospectOf(limit.limitWh, estimate),
    atLimitPaise,
    abovePaise,
    crossingPaise: paise(abovePaise - atLimitPaise),
  }
}

/** A limit that is met exactly is met. */
function prospectOf(limitWh: WattHours, { low, high }: EnergyEstimate): Prospect {
  if (high.energyWh <= limitWh) return 'WITHIN'
  return low.energyWh <= limitWh ? 'EITHER' : 'BEYOND'
}

function paceOf(leftWh: bigint, daysToCome: number): WattHours | null {
  if (daysToCome === 0) return null
  if (leftWh <= 0n) return wattHours(0)
  return wattHours((leftWh / BigInt(daysToCome) / TENTH_WH) * TENTH_WH)
}
