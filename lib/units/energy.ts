import { groupIndian } from './paise.ts'
import { type Fraction, fraction, parseDecimal, roundHalfAwayFromZero } from './rounding.ts'

declare const unit: unique symbol
/** Energy: whole watt-hours. 1,000 Wh are one kWh, which a bill calls one unit. */
export type WattHours = bigint & { readonly [unit]: 'Wh' }

export function wattHours(amount: bigint | number): WattHours {
  return BigInt(amount) as WattHours
}

export function sumWattHours(amounts: Iterable<WattHours>): WattHours {
  let total = 0n
  for (const amount of amounts) total += amount
  return total as WattHours
}

/** Reads kWh with at most three decimals, such as `"322.75"`; null when it is not such a figure. */
export function parseKwh(text: string): WattHours | null {
  const exact = parseDecimal(text.trim())
  if (!exact) return null
  const scaled = exact.numerator * 1000n
  return scaled % exact.denominator === 0n ? ((scaled / exact.denominator) as WattHours) : null
}

/** kWh as an exact fraction, for the tariff engine. */
export function kwhOf(energy: WattHours): Fraction {
  return fraction(energy, 1000n)
}

/** kWh for machines, without trailing zeros: 322750 Wh becomes `"322.75"`. */
export function kwhDecimal(energy: WattHours): string {
  const sign = energy < 0n ? '-' : ''
  const digits = (energy < 0n ? -energy : energy).toString().padStart(4, '0')
  const part = digits.slice(-3).replace(/0+$/, '')
  return `${sign}${digits.slice(0, -3)}${part && `.${part}`}`
}

/** Units for people: one decimal below 100, whole units from there, or `decimals` as asked. */
export function formatUnits(energy: WattHours, decimals = energy < 100_000n && energy > -100_000n ? 1 : 0): string {
  const scale = 10n ** BigInt(decimals)
  const rounded = roundHalfAwayFromZero(fraction(energy * scale, 1000n))
  const magnitude = (rounded < 0n ? -rounded : rounded).toString().padStart(decimals + 1, '0')
  const whole = groupIndian(decimals ? magnitude.slice(0, -decimals) : magnitude)
  return `${rounded < 0n ? '−' : ''}${whole}${decimals ? `.${magnitude.slice(-decimals)}` : ''}`
}

/** A sanctioned load for people, without decimals that say nothing: `2 kW`, `2.2 kW`. */
export function formatLoad(watts: number): string {
  return `${watts / 1000}\u00a0kW`
}

/** Units as people say them: `1`, `41.9`, `201`. For a difference or a single figure, not for columns. */
export function spokenUnits(energy: WattHours): string {
  return formatUnits(energy, 1).replace(/\.0$/, '')
}

/** Power for people: two decimals and the unit, joined by a non-breaking space. */
export function formatKw(watts: number): string {
  return `${kwFigure(watts)}\u00a0kW`
}

/** The same without its unit, for columns headed kW. A half goes up. */
export function kwFigure(watts: number, decimals: 2 | 3 = 2): string {
  return decimals === 3 ? (watts / 1000).toFixed(3) : (Math.round(watts / 10) / 100).toFixed(2)
}

/**
 * A demand beside the load that it is held against, in kW: with three decimals where two would not tell it from the load,
 * because 2.00 must not stand as above 2. `over` is by how much it is above, empty where it is not.
 */
export function demandFigures(watts: number, limitW: number | null): { kw: string; over: string } {
  if (limitW === null || watts <= limitW) return { kw: kwFigure(watts), over: '' }
  const decimals = kwFigure(watts) === kwFigure(limitW) ? 3 : 2
  return { kw: kwFigure(watts, decimals), over: `+${kwFigure(watts - limitW, decimals)}` }
}
