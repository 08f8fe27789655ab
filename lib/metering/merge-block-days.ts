import { type WattHours, wattHours } from '#lib/units/energy.ts'
import type { BlockValues } from './block-sums.ts'

/** What a day's blocks come to, without the blocks. Voltages are means over a block, in tenths of a volt. */
export type DayBlockSums = {
  /** 15, 30 or 60: the length of each block. */
  intervalMinutes: number
  blocksInDay: number
  /** Blocks whose energy is there; the day is whole when all are. */
  blocksKnown: number
  /** Of the blocks that are there. */
  energyKnownWh: WattHours
  /** Mean power of the block with the most energy, and when it began. */
  peakW: number | null
  peakAt: Date | null
  minVoltageDv: number | null
  maxVoltageDv: number | null
  /** Null where no block said. */
  minutesOut: number | null
  /** Lengths of blocks outside the standard band; `Far` are those outside the tolerable one, which are among them. */
  minutesBelow: number | null
  minutesAbove: number | null
  minutesFarBelow: number | null
  minutesFarAbove: number | null
}

export type DayBlockArrays = {
  energyWh: BlockValues
  apparentVah: BlockValues
  voltageDv: BlockValues
  currentMa: BlockValues
  frequencyMhz: BlockValues
  powerFactorMilli: BlockValues
  outageMinutes: BlockValues
  /** Numbers of the blocks, from 0 at midnight, that the sender calls estimated. */
  estimatedBlocks: readonly number[]
}

const MINUTES_IN_DAY = 1440

/**
 * The sums of a day on which two meters measured one after the other. Each meter's blocks are its own part of the day;
 * the block in which they were changed may come from both, and their intervals may differ, of which the longer is told.
 */
export function mergeSums(a: DayBlockSums, b: DayBlockSums): DayBlockSums {
  const intervalMinutes = Math.max(a.intervalMinutes, b.intervalMinutes)
  const blocksInDay = MINUTES_IN_DAY / intervalMinutes
  const minutesKnown = a.blocksKnown * a.intervalMinutes + b.blocksKnown * b.intervalMinutes
  const higher = (b.peakW ?? -1) > (a.peakW ?? -1) ? b : a
  const minutes = (key: MinutesKey) => both(a[key], b[key], (one, two) => Math.min(MINUTES_IN_DAY, one + two))
  return {
    intervalMinutes,
    blocksInDay,
    blocksKnown: Math.min(blocksInDay, Math.floor(minutesKnown / intervalMinutes)),
    energyKnownWh: wattHours(a.energyKnownWh + b.energyKnownWh),
    ...{ peakW: higher.peakW, peakAt: higher.peakAt },
    minVoltageDv: both(a.minVoltageDv, b.minVoltageDv, Math.min),
    maxVoltageDv: both(a.maxVoltageDv, b.maxVoltageDv, Math.max),
    minutesOut: minutes('minutesOut'),
    minutesBelow: minutes('minutesBelow'),
    minutesAbove: minutes('minutesAbove'),
    minutesFarBelow: minutes('minutesFarBelow'),
    minutesFarAbove: minutes('minutesFarAbove'),
  }
}

type MinutesKey = 'minutesOut' | 'minutesBelow' | 'minutesAbove' | 'minutesFarBelow' | 'minutesFarAbove'
type Combine = (one: number, two: number) => number

/**
 * The blocks of such a day, in blocks of `intervalMinutes`. Energy that both meters measured within a block is added;
 * of two voltages and the like the first meter's is told.
 */
export function mergeArrays(
  [a, aMinutes]: [DayBlockArrays, number],
  [b, bMinutes]: [DayBlockArrays, number],
  intervalMinutes: number,
): DayBlockArrays {
  const merged = (key: ArrayKey, parts: Together, meters: Combine) =>
    eachPlace(
      longer(a[key], intervalMinutes / aMinutes, parts),
      longer(b[key], intervalMinutes / bMinutes, parts),
      meters,
    )
  const mean = (key: ArrayKey) => merged(key, meanOf, first)
  return {
    energyWh: merged('energyWh', sumOf, add),
    apparentVah: merged('apparentVah', sumOf, add),
    voltageDv: mean('voltageDv'),
    currentMa: mean('currentMa'),
    frequencyMhz: mean('frequencyMhz'),
    powerFactorMilli: mean('powerFactorMilli'),
    outageMinutes: merged('outageMinutes', sumOf, Math.min),
    estimatedBlocks: [
      ...new Set([
        ...a.estimatedBlocks.map((block) => Math.floor((block * aMinutes) / intervalMinutes)),
        ...b.estimatedBlocks.map((block) => Math.floor((block * bMinutes) / intervalMinutes)),
      ]),
    ].sort((one, two) => one - two),
  }
}

type ArrayKey = Exclude<keyof DayBlockArrays, 'estimatedBlocks'>

const add: Combine = (one, two) => one + two
const first: Combine = (one) => one
type Together = (parts: readonly number[]) => number
const sumOf: Together = (parts) => parts.reduce(add)
const meanOf: Together = (parts) => Math.round(sumOf(parts) / parts.length)

function both(a: number | null, b: number | null, combine: Combine): number | null {
  return a === null ? b : b === null ? a : combine(a, b)
}

/** Blocks put together, `parts` at a time; known where each part is. */
function longer(values: BlockValues, parts: number, together: Together): BlockValues {
  if (parts === 1) return values
  return Array.from({ length: values.length / parts }, (_, at) => {
    const known = values.slice(at * parts, (at + 1) * parts).filter((value) => value !== null)
    return known.length === parts ? together(known) : null
  })
}

function eachPlace(a: BlockValues, b: BlockValues, combine: Combine): BlockValues {
  const length = Math.max(a.length, b.length)
  return Array.from({ length }, (_, at) => both(a[at] ?? null, b[at] ?? null, combine))
}
