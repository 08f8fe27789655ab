import type { IstDay } from '#lib/units/ist.ts'
import type { DayBlocks } from './block-days.ts'
import type { VoltageBand } from './block-sums.ts'
import { interruptionIndex } from './interruption-index.ts'
import { blocksWithoutSupply, type VoltageRun, type VoltageSide, voltageBlocks, voltageRuns } from './quality-blocks.ts'
import type { QualityDay } from './quality-days.ts'
import type { FoundInterruption } from './read-interruptions.ts'

/** What one day's supply was like, for sentences. */
export type DayFacts = {
  on: IstDay
  /** Null where no voltage came. */
  voltage: VoltageFacts | null
  /** Null where nothing is known. */
  supply: SupplyFacts | null
}
export type VoltageFacts = {
  /** Every block of the day had a voltage, or no supply. */
  isWhole: boolean
  low: SideFacts | null
  high: SideFacts | null
}
export type SideFacts = {
  side: VoltageSide
  /** Lengths of all blocks of the day outside the standard band on this side. */
  minutes: number
  /** Some of them were outside the tolerable band too. */
  isFar: boolean
  worstDv: number
  /** The longest stretch without a break, which may be all of it. */
  run: VoltageRun
}
export type SupplyFacts = {
  count: number
  minutes: number
  plannedMinutes: number
  /** Interruptions of which nobody knows how long they were. */
  openCount: number
  /** Minutes with supply; null where the day is not known as a whole. */
  supplyMinutes: number | null
  /** Less than the full fixed charge asks for. */
  isBelowFull: boolean
}

/** What matters most of a day, for the one sentence that everybody reads. */
export type Finding =
  | { kind: 'BELOW_FULL' | 'OUT'; supply: SupplyFacts }
  | { kind: 'VOLTAGE'; side: SideFacts }
  | { kind: 'FINE' }
  | { kind: 'UNKNOWN' }

export function dayFacts(
  day: QualityDay,
  known: {
    blocks: DayBlocks | undefined
    interruptions: readonly FoundInterruption[]
    span: { from: Date; to: Date }
    band: VoltageBand
    fullMinutes: number | null
  },
): DayFacts {
  const { on, supplyMinutes } = day
  const { count, minutes, plannedMinutes, openCount } = interruptionIndex(known.interruptions, known.span)
  const isBelowFull = supplyMinutes !== null && known.fullMinutes !== null && supplyMinutes < known.fullMinutes
  const isKnown = supplyMinutes !== null || count > 0
  return {
    on,
    voltage: known.blocks && day.voltage ? voltageFacts(on, known.blocks, known.band) : null,
    supply: isKnown ? { count, minutes, plannedMinutes, openCount, supplyMinutes, isBelowFull } : null,
  }
}

function voltageFacts(on: IstDay, day: DayBlocks, band: VoltageBand): VoltageFacts {
  const blocks = voltageBlocks(new Map([[on, day]]))
  const runs = voltageRuns(blocks, band)
  return {
    isWhole: blocks.length + blocksWithoutSupply(day) >= day.blocksInDay,
    low: sideFacts('LOW', runs, (worst) => worst < band.farLowDv),
    high: sideFacts('HIGH', runs, (worst) => worst > band.farHighDv),
  }
}

function sideFacts(
  side: VoltageSide,
  all: readonly VoltageRun[],
  isFar: (worstDv: number) => boolean,
): SideFacts | null {
  const runs = all.filter((run) => run.side === side)
  const first = runs[0]
  if (!first) return null
  const worst = runs.map(({ worstDv }) => worstDv)
  const worstDv = side === 'LOW' ? Math.min(...worst) : Math.max(...worst)
  return {
    side,
    minutes: runs.reduce((sum, { minutes }) => sum + minutes, 0),
    isFar: isFar(worstDv),
    worstDv,
    run: runs.reduce((longest, run) => (run.minutes > longest.minutes ? run : longest), first),
  }
}

/** Too little supply first, then voltage outside the standard band, then any interruption. */
export function findingOf({ voltage, supply }: DayFacts): Finding {
  if (supply?.isBelowFull) return { kind: 'BELOW_FULL', supply }
  const sides = [voltage?.low, voltage?.high].filter((side) => side !== null && side !== undefined)
  const worse = sides.sort((a, b) => b.minutes - a.minutes)[0]
  if (worse) return { kind: 'VOLTAGE', side: worse }
  if (supply && supply.count > 0) return { kind: 'OUT', supply }
  return voltage || supply ? { kind: 'FINE' } : { kind: 'UNKNOWN' }
}
