import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import { multiply, roundHalfAwayFromZero } from '#lib/units/rounding.ts'
import type { SupplyInput } from './bill-input.ts'
import { currentDemand } from './current-demand.ts'
import { limitsOf, type PeriodLimit } from './subsidy.ts'
import { type SupplyPeriod, supplyPeriod, withEnergy } from './supply-period.ts'
import type { Confidence, TariffBook } from './tariff-book.ts'

const ONE_UNIT_WH = 1_000n

export type SubsidyLimit = PeriodLimit & {
  /** Still to be used within it; zero or below once it is reached. */
  leftWh: WattHours
}

export type SubsidyLimits = {
  schemeId: string
  confidence: Confidence
  usedWh: WattHours
  /** Lowest first. */
  limits: SubsidyLimit[]
  /** The lowest limit that has not been passed, and what the first unit beyond it costs. Null above all of them. */
  next: (SubsidyLimit & { crossingCostPaise: Paise }) | null
}

/**
 * The State's limits for a period, from the energy of its days so far. `crossingCostPaise` is the current demand of the
 * whole period one unit above the limit less that at the limit, with the units still to come spread over the days still
 * to come. Null where no scheme is for this connection, or its tariff is not known.
 */
export function subsidyLimits(book: TariffBook, input: SupplyInput): SubsidyLimits | null {
  const found = supplyPeriod(book, input)
  const scheme = found.ok ? found.period.scheme : null
  if (!found.ok || !scheme || scheme.bands.length === 0) return null
  const used = wattHoursUsed(found.period)
  const limits = limitsOf(found.period).map(
    (limit): SubsidyLimit => ({ ...limit, leftWh: wattHours(limit.limitWh - used) }),
  )
  const next = limits.find((limit) => limit.leftWh >= 0n)
  const demandWith = (moreWh: bigint) => demandOfWhole(found.period, input.energy, moreWh)
  return {
    schemeId: scheme.id,
    confidence: scheme.confidence,
    usedWh: used,
    limits,
    next: next
      ? { ...next, crossingCostPaise: paise(demandWith(next.leftWh + ONE_UNIT_WH) - demandWith(next.leftWh)) }
      : null,
  }
}

function wattHoursUsed(period: SupplyPeriod): WattHours {
  const kwh = period.energyOf({ first: 0, end: period.knownDays })
  return wattHours(roundHalfAwayFromZero(multiply(kwh, { numerator: 1_000n, denominator: 1n })))
}

/** The current demand of the whole period with so much more energy in the days to come, or on the last where none is. */
function demandOfWhole(period: SupplyPeriod, { shares, denominator }: SupplyInput['energy'], moreWh: bigint): Paise {
  const toCome = period.days.length - period.knownDays
  const spread = BigInt(Math.max(1, toCome))
  const grown = shares.map((share) => share * spread)
  if (toCome > 0) for (let i = 0; i < toCome; i++) grown.push(moreWh * denominator)
  else grown[grown.length - 1] = (grown.at(-1) ?? 0n) + moreWh * denominator
  const whole = withEnergy(period, { shares: grown, denominator: denominator * spread })
  return currentDemand(whole, period.days.length).totalPaise
}
