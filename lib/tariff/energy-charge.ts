import type { WattHours } from '#lib/units/energy.ts'
import { type Paise, roundToPaise } from '#lib/units/paise.ts'
import { compare, type Fraction, multiply, roundHalfAwayFromZero, subtract } from '#lib/units/rounding.ts'
import type { Span } from './billing-period.ts'
import type { Part, SupplyPeriod } from './supply-period.ts'

export type EnergyCharge = { amountPaise: Paise; kwh: Fraction }

/** The energy charge of one part: its exact units x rate. */
export function energyCharge(period: SupplyPeriod, part: Part, span: Span): EnergyCharge {
  const kwh = period.energyOf(span)
  return { amountPaise: roundToPaise(multiply(kwh, part.rate.energy)), kwh }
}

/**
 * Units of parts in whole Wh, for printing: they add up to the whole (largest remainder; of equal remainders the
 * earlier part gets the Wh). Charges are computed from the exact units, not from these.
 */
export function printedUnits(parts: readonly Fraction[], whole: Fraction): WattHours[] {
  const exactWh = parts.map((kwh) => multiply(kwh, { numerator: 1_000n, denominator: 1n }))
  const printed = exactWh.map(({ numerator, denominator }) => numerator / denominator)
  const wholeWh = roundHalfAwayFromZero(multiply(whole, { numerator: 1_000n, denominator: 1n }))
  const missing = Number(printed.reduce((rest, wh) => rest - wh, wholeWh))
  const remainder = (index: number) =>
    subtract(exactWh[index] as Fraction, { numerator: printed[index] as bigint, denominator: 1n })
  const byRemainder = parts.map((_, index) => index).sort((a, b) => compare(remainder(b), remainder(a)) || a - b)
  for (const index of byRemainder.slice(0, missing)) printed[index] = (printed[index] as bigint) + 1n
  return printed as WattHours[]
}
