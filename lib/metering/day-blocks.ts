import { sumWattHours, type WattHours, wattHours } from '#lib/units/energy.ts'
import { type IstDay, startOfDay } from '#lib/units/ist.ts'
import { type Paise, sumPaise } from '#lib/units/paise.ts'
import type { DayBlocks } from './block-days.ts'
import type { BlockValues } from './block-sums.ts'
import type { Method } from './estimation/plan-estimate.ts'
import { shareOut } from './share-out.ts'

/** ESTIMATED_LINEAR and ESTIMATED_PROFILE: estimated at the desk, by that method. */
export type BlockStatus = 'READ' | 'ESTIMATED_BY_SENDER' | `ESTIMATED_${Method}` | 'MISSING' | 'FUTURE'

/** A block as the page of its day shows it. */
export type DayBlock = {
  startAt: Date
  energyWh: WattHours | null
  /** Its share of the day's cost by energy; null where the day's cost or the block is not known. */
  sharePaise: Paise | null
  status: BlockStatus
  /** Tenths of a volt, milliamperes, millihertz, thousandths, Wh; null where not sent. */
  voltageDv: number | null
  currentMa: number | null
  frequencyMhz: number | null
  powerFactorMilli: number | null
  apparentVah: number | null
  outageMinutes: number | null
}

export type BlocksOfDay = {
  intervalMinutes: number
  blocksKnown: number
  blocks: DayBlock[]
  energyKnownWh: WattHours
  peakW: number | null
  peakAt: Date | null
  minutesOut: number | null
  /** What the day's cost leaves for blocks that did not come; null where all came, or the cost is not known. */
  restPaise: Paise | null
}

/** Puts the blocks of a day in order, each with its share of the day's cost. */
export function blocksOfDay(
  on: IstDay,
  day: DayBlocks,
  {
    energyWh,
    costPaise,
    now,
    methods = new Map(),
  }: {
    energyWh: WattHours | null
    costPaise: Paise | null
    now: Date
    /** Of blocks that were estimated at the desk. */
    methods?: ReadonlyMap<number, Method>
  },
): BlocksOfDay {
  const { intervalMinutes, blocksKnown, blocksInDay, energyKnownWh, peakW, peakAt, minutesOut } = day
  const midnight = startOfDay(on).getTime()
  const known = day.energyWh.map((value) => (value === null ? 0n : BigInt(value)))
  // A day's cost is that of all its energy; what came in no block leaves a rest.
  const missingWh = blocksKnown < blocksInDay && energyWh !== null ? wattHours(energyWh - energyKnownWh) : wattHours(0)
  const weights = [...known, missingWh > 0n ? missingWh : 0n]
  const shares = costPaise === null ? null : shareOut(costPaise, blocksKnown < blocksInDay ? weights : known)
  const estimated = new Set(day.estimatedBlocks)
  const knownAs = (block: number): BlockStatus => {
    if (!estimated.has(block)) return 'READ'
    const method = methods.get(block)
    return method ? `ESTIMATED_${method}` : 'ESTIMATED_BY_SENDER'
  }
  const blocks = day.energyWh.map((value, block): DayBlock => {
    const startAt = new Date(midnight + block * intervalMinutes * 60_000)
    const at = (values: BlockValues) => values[block] ?? null
    const isOver = startAt.getTime() + intervalMinutes * 60_000 <= now.getTime()
    return {
      startAt,
      energyWh: value === null ? null : wattHours(value),
      sharePaise: value === null ? null : (shares?.[block] ?? null),
      status: value === null ? (isOver ? 'MISSING' : 'FUTURE') : knownAs(block),
      voltageDv: at(day.voltageDv),
      currentMa: at(day.currentMa),
      frequencyMhz: at(day.frequencyMhz),
      powerFactorMilli: at(day.powerFactorMilli),
      apparentVah: at(day.apparentVah),
      outageMinutes: at(day.outageMinutes),
    }
  })
  const shown = sumPaise(blocks.flatMap(({ sharePaise }) => sharePaise ?? []))
  return {
    ...{ intervalMinutes, blocksKnown, blocks, energyKnownWh, peakW, peakAt, minutesOut },
    restPaise: costPaise === null || blocksKnown === blocksInDay ? null : ((costPaise - shown) as Paise),
  }
}

/** A quarter of the day: from midnight, from 6, from noon, from 18 hours. */
export type DayPart = { fromHour: number; energyWh: WattHours | null; sharePaise: Paise | null; isWhole: boolean }

/** The day in four parts of six hours; a part of which nothing came is null. */
export function dayParts({ blocks }: Pick<BlocksOfDay, 'blocks'>): DayPart[] {
  const length = blocks.length / 4
  return [0, 1, 2, 3].map((part) => {
    const within = blocks.slice(part * length, (part + 1) * length)
    const energies = within.flatMap(({ energyWh }) => energyWh ?? [])
    const shares = within.flatMap(({ sharePaise }) => sharePaise ?? [])
    return {
      fromHour: part * 6,
      energyWh: energies.length === 0 ? null : sumWattHours(energies),
      sharePaise: shares.length === 0 ? null : sumPaise(shares),
      isWhole: energies.length === within.length,
    }
  })
}

export type DayFinding =
  /** Four hours with at least a third of the day's energy, which is twice their even share. */
  | { kind: 'BUSY_HOURS'; fromHour: number; toHour: number; percent: number }
  | { kind: 'INCOMPLETE'; known: number; of: number; energyWh: WattHours }
  | { kind: 'NOTHING' }

const BUSY_HOURS = 4

/** What the blocks show; of a day that lacks some, how many there are. */
export function dayFinding({ blocks, intervalMinutes, blocksKnown, energyKnownWh }: BlocksOfDay): DayFinding {
  if (blocksKnown < blocks.length)
    return { kind: 'INCOMPLETE', known: blocksKnown, of: blocks.length, energyWh: energyKnownWh }
  const hourly = 60 / intervalMinutes
  let best = { fromHour: 0, energyWh: -1n }
  for (let fromHour = 0; fromHour + BUSY_HOURS <= 24; fromHour += 1) {
    const window = blocks.slice(fromHour * hourly, (fromHour + BUSY_HOURS) * hourly)
    const energyWh = window.reduce((sum, block) => sum + (block.energyWh ?? 0n), 0n)
    if (energyWh > best.energyWh) best = { fromHour, energyWh }
  }
  if (energyKnownWh === 0n || best.energyWh * 3n < energyKnownWh) return { kind: 'NOTHING' }
  const percent = Number((best.energyWh * 200n + energyKnownWh) / (energyKnownWh * 2n))
  return { kind: 'BUSY_HOURS', fromHour: best.fromHour, toHour: best.fromHour + BUSY_HOURS, percent }
}
