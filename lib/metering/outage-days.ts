import { addDays, type IstDay, startOfDay } from '#lib/units/ist.ts'
import type { DayBlocks } from './block-days.ts'
import { type InterruptionPart, interruptionIndex } from './interruption-index.ts'
import type { QualityDay } from './quality-days.ts'
import type { FoundInterruption } from './read-interruptions.ts'

/** A stretch of a day, in minutes from its midnight. */
export type Stretch = { from: number; to: number }

/** A day on which supply went, with everything that a strip of 24 hours shows. */
export type OutageDay = {
  on: IstDay
  /** A minute and longer, cut to the day. */
  parts: InterruptionPart[]
  /** Of those whose end is known. */
  minutes: number
  /** Stretches of which nothing is known. */
  unknown: Stretch[]
  supplyMinutes: number | null
  isBelowFull: boolean
}

/** The days with an interruption of a minute and longer, in order. */
export function outageDays(
  days: readonly QualityDay[],
  known: {
    interruptions: readonly FoundInterruption[]
    blocks: ReadonlyMap<IstDay, DayBlocks>
    fullMinutes: number | null
  },
): OutageDay[] {
  return days.flatMap((day): OutageDay[] => {
    const { on, supplyMinutes, state } = day
    const span = { from: startOfDay(on), to: startOfDay(addDays(on, 1)) }
    const { interruptions: parts, minutes } = interruptionIndex(known.interruptions, span)
    if (parts.length === 0 || state === 'FUTURE') return []
    const isBelowFull = supplyMinutes !== null && known.fullMinutes !== null && supplyMinutes < known.fullMinutes
    return [{ on, parts, minutes, unknown: unknownOf(day, known.blocks.get(on)), supplyMinutes, isBelowFull }]
  })
}

function unknownOf({ supplyMinutes }: QualityDay, blocks: DayBlocks | undefined): Stretch[] {
  if (supplyMinutes !== null) return []
  if (!blocks) return [{ from: 0, to: 1440 }]
  const stretches: Stretch[] = []
  for (let block = 0; block < blocks.blocksInDay; block += 1) {
    const said = blocks.outageMinutes.length > 0 ? blocks.outageMinutes : blocks.energyWh
    if (said[block] !== null && said[block] !== undefined) continue
    const [from, to] = [block * blocks.intervalMinutes, (block + 1) * blocks.intervalMinutes]
    const last = stretches.at(-1)
    if (last?.to === from) last.to = to
    else stretches.push({ from, to })
  }
  return stretches
}
