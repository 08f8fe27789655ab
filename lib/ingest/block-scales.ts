import type { Quantity } from '#lib/metering/merge-blocks.ts'

/** How the quantities of a block are kept: to so many decimals of their unit, and the least and most that there can be of each. */
export const SCALES = {
  // More than any meter passes in an hour; what this meter can pass is checked when it is known.
  kwh: { quantity: 'energyWh', places: 3, least: 0, most: 1_000_000, unit: ' kWh' },
  kvah: { quantity: 'apparentVah', places: 3, least: 0, most: 1_000_000, unit: ' kVAh' },
  // Low voltage ends at 1,000 V; a meter on high voltage measures behind transformers, and sees less.
  voltage_v: { quantity: 'voltageDv', places: 1, least: 0, most: 1_000, unit: ' V' },
  current_a: { quantity: 'currentMa', places: 3, least: 0, most: 10_000, unit: ' A' },
  frequency_hz: { quantity: 'frequencyMhz', places: 3, least: 0, most: 100, unit: ' Hz' },
  power_factor: { quantity: 'powerFactorMilli', places: 3, least: -1, most: 1, unit: '' },
  outage_minutes: { quantity: 'outageMinutes', places: 0, least: 0, most: 60, unit: ' minutes' },
} as const satisfies Record<string, { quantity: Quantity; places: number; least: number; most: number; unit: string }>

type Said = number | null | undefined
const NOTHING = -(2 ** 31)
const STATUSES = { VALID: 1, ESTIMATED: 2 }

/**
 * 32 bits of what is said of each of `count` blocks, to tell whether another row of the file says the same: by `said`, which
 * has for each of `SCALES`, in their order, a place a block, or is empty.
 */
export function blockMarks(
  count: number,
  { intervalMinutes, status }: { intervalMinutes: Said; status: keyof typeof STATUSES | null },
  said: readonly (readonly Said[])[],
): Uint32Array {
  const marks = new Uint32Array(count).fill(mixed(mixed(0x9e3779b9, intervalMinutes), status && STATUSES[status]))
  for (const values of said) for (let at = 0; at < count; at += 1) marks[at] = mixed(marks[at] as number, values[at])
  for (let at = 0; at < count; at += 1) marks[at] = spread(marks[at] as number)
  return marks
}

function mixed(mark: number, value: Said): number {
  const next = Math.imul(mark ^ (value ?? NOTHING), 0x01000193)
  return next ^ (next >>> 15)
}

/** So that the low bits are as good as the high ones. */
function spread(mark: number): number {
  const next = Math.imul(mark ^ (mark >>> 16), 0x85ebca6b)
  return next ^ (next >>> 13)
}
