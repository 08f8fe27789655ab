import type { IstDay } from '#lib/units/ist.ts'
import { chance } from './chance.ts'
import type { DemoHome } from './homes.ts'
import { type DayReading, dayReadings } from './readings.ts'
import { BLOCK_MINUTES, type Cut, clock, cutsOf, frequencyOf, minutesOut, voltageOf } from './supply.ts'

export const BLOCKS_HEADER = 'meter_no,start,kwh,kvah,voltage_v,current_a,frequency_hz,power_factor,outage_minutes'

const BLOCKS = 48
const WATTS_OF_BLOCK = 1000 * (60 / BLOCK_MINUTES)
/** Of a day whose register never came, some homes' blocks come until early afternoon. */
const BLOCKS_BEFORE_GAP = 27

/**
 * The half hours of a home as rows of a file, the same whenever they are asked for. They add up to the day's register,
 * with its highest demand in one of them, except on days on which the home's meter contradicts itself.
 */
export function blockRows(home: DemoHome, from: IstDay, to: IstDay): string[] {
  return dayReadings(home, from, to).flatMap((reading) => {
    if (reading.isEstimated) return []
    const rows = dayRows(home, reading)
    if (!reading.isMissing) return rows
    return home.sendsBefore?.(reading.on) ? rows.slice(0, BLOCKS_BEFORE_GAP) : []
  })
}

function dayRows(home: DemoHome, { on, energyWh, demandW, demandHour }: DayReading): string[] {
  const cuts = cutsOf(home, on)
  const counted = home.contradicts?.(on) ? Math.round(energyWh * 0.93) : energyWh
  const energies = blockEnergies(home, on, { energyWh: counted, demandW, demandHour, cuts })
  return energies.map((wh, block) => blockRow(home, on, { block, wh, out: minutesOut(cuts, block) }))
}

type Day = { energyWh: number; demandW: number; demandHour: number; cuts: readonly Cut[] }

/** Whole Wh of each block: the highest where the register has its demand, the others by the shape of such a day. */
function blockEnergies(home: DemoHome, on: IstDay, { energyWh, demandW, demandHour, cuts }: Day): number[] {
  const peakBlock = demandHour * 2
  const supplied = (block: number) => 1 - minutesOut(cuts, block) / BLOCK_MINUTES
  // A demand register closes with its block, so it cannot be more than half of a small day's energy.
  const peakWh = Math.floor(Math.min((demandW / WATTS_OF_BLOCK) * 1000, energyWh / 2) * supplied(peakBlock))
  const weights = Array.from({ length: BLOCKS }, (_, block) => {
    if (block === peakBlock) return 0
    const beside = Math.abs(block - peakBlock) === 1 ? 1.7 : 1
    return beside * shape(home, block) * supplied(block) * (0.75 + 0.5 * chance(home, `${on} ${block}`, 'use'))
  })
  const rest = shared(energyWh - peakWh, weights)
  const mostWh = Math.floor((demandW / WATTS_OF_BLOCK) * 1000)
  return levelled(rest, (block) => (block === peakBlock ? 0 : mostWh * supplied(block))).map((wh, block) =>
    block === peakBlock ? peakWh : wh,
  )
}

/** Shares by weight. The sums are rounded, so that the shares add up to the Wh. */
function shared(wholeWh: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let [sum, used] = [0, 0]
  return weights.map((weight) => {
    sum += weight
    const upTo = Math.round((wholeWh * sum) / whole)
    const wh = upTo - used
    used = upTo
    return wh
  })
}

/** What is more than a block may hold goes to the others by the room that they have. */
function levelled(energies: readonly number[], mostWh: (block: number) => number): number[] {
  const excessWh = energies.reduce((sum, wh, block) => sum + Math.max(0, wh - Math.floor(mostWh(block))), 0)
  if (excessWh === 0) return [...energies]
  const kept = energies.map((wh, block) => Math.min(wh, Math.floor(mostWh(block))))
  const more = shared(
    excessWh,
    kept.map((wh, block) => Math.max(0, mostWh(block) - wh)),
  )
  return kept.map((wh, block) => wh + (more[block] as number))
}

/** How a day's use spreads over its blocks. */
function shape({ category }: DemoHome, block: number): number {
  const bump = (at: number, width: number) => Math.exp(-(((block - at) / width) ** 2))
  // A pump runs in the morning, a shop while it is open.
  if (category === 'IAS') return 0.02 + (block >= 10 && block < 28 ? 1 : 0)
  if (category.startsWith('CS')) return 0.25 + (block >= 19 && block < 42 ? 1 : 0)
  return 0.45 + 0.5 * bump(14, 3) + 0.25 * bump(26, 5) + 1.1 * bump(40, 4)
}

function blockRow(home: DemoHome, on: IstDay, { block, wh, out }: { block: number; wh: number; out: number }): string {
  const start = `${home.meterNo},${on} ${clock(block * BLOCK_MINUTES)}`
  if (out === BLOCK_MINUTES) return `${start},${kilo(wh)},${kilo(wh)},,,,,${out}`
  const volts = voltageOf(home, on, block)
  const powerFactor = 0.89 + 0.09 * chance(home, `${on} ${block}`, 'power factor')
  const phases = home.phase === 'THREE' ? 3 : 1
  const amperes = (wh * (60 / BLOCK_MINUTES)) / (volts * powerFactor * phases)
  return [
    start,
    kilo(wh),
    kilo(Math.round(wh / powerFactor)),
    ...[volts.toFixed(1), amperes.toFixed(3), frequencyOf(on, block).toFixed(2), powerFactor.toFixed(3), out],
  ].join(',')
}

const kilo = (value: number): string => (value / 1000).toFixed(3)
