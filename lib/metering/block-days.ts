import type { Db, Tx } from '#lib/platform/db.ts'
import { jsonRows } from '#lib/platform/json-rows.ts'
import { wattHours } from '#lib/units/energy.ts'
import type { IstDay } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type DayBlockArrays, type DayBlockSums, mergeArrays, mergeSums } from './merge-block-days.ts'
import { daysWithin, type Span } from './spans.ts'

/** A day as its blocks tell it. Null in an array: that block, or this value of it, did not come. */
export type DayBlocks = DayBlockSums & DayBlockArrays

type SumsRow = Omit<DayBlockSums, 'blocksInDay' | 'energyKnownWh' | 'peakAt'> & {
  onDay: IstDay
  energyKnownWh: number
  peakAt: string | null
}

const SUMS = Prisma.sql`"onDay", "intervalMinutes", "blocksKnown", "energyKnownWh", "peakW", "peakAt", "minVoltageDv",
  "maxVoltageDv", "minutesOut", "minutesBelow", "minutesAbove", "minutesFarBelow", "minutesFarAbove"`
const ARRAYS = Prisma.sql`"energyWh", "apparentVah", "voltageDv", "currentMa", "frequencyMhz", "powerFactorMilli",
  "outageMinutes", "estimatedBlocks"`

/**
 * The sums of the days of a connection that have blocks, within any of the spans; days without any are absent. Where a
 * meter was changed within a day, both meters' blocks are counted.
 */
export async function readBlockSums(
  db: Db | Tx,
  connectionId: string,
  spans: readonly Span[],
): Promise<ReadonlyMap<IstDay, DayBlockSums>> {
  const rows = await jsonRows<SumsRow>(
    db,
    Prisma.sql`select ${SUMS} from ${daysWithin('BlockDay', [connectionId], spans)} order by "onDay", "peakAt"`,
  )
  const days = new Map<IstDay, DayBlockSums>()
  for (const row of rows) {
    const { on, sums } = sumsOf(row)
    const other = days.get(on)
    days.set(on, other ? mergeSums(other, sums) : sums)
  }
  return days
}

/** As `readBlockSums`, with the blocks: a few days at a time, since each has up to 96. */
export async function readBlockDays(
  db: Db | Tx,
  connectionId: string,
  spans: readonly Span[],
): Promise<ReadonlyMap<IstDay, DayBlocks>> {
  const rows = await jsonRows<SumsRow & DayBlockArrays>(
    db,
    Prisma.sql`
      select ${SUMS}, ${ARRAYS} from ${daysWithin('BlockDay', [connectionId], spans)} order by "onDay", "peakAt"`,
  )
  const days = new Map<IstDay, DayBlocks>()
  for (const row of rows) {
    const { on, sums } = sumsOf(row)
    const { energyWh, apparentVah, voltageDv, currentMa, frequencyMhz, powerFactorMilli } = row
    const { outageMinutes, estimatedBlocks } = row
    const here = {
      ...sums,
      ...{ energyWh, apparentVah, voltageDv, currentMa, frequencyMhz, powerFactorMilli },
      ...{ outageMinutes, estimatedBlocks },
    }
    const other = days.get(on)
    days.set(on, other ? mergeDays(other, here) : here)
  }
  return days
}

/** Their energy alone, which is a seventh of what days have to say. */
export type EnergyBlocks = Pick<DayBlocks, 'intervalMinutes' | 'energyWh'>

/** As `readBlockDays`, with nothing but energy. */
export async function readEnergyBlocks(
  db: Db | Tx,
  connectionId: string,
  spans: readonly Span[],
): Promise<ReadonlyMap<IstDay, EnergyBlocks>> {
  const rows = await jsonRows<EnergyBlocks & { onDay: IstDay }>(
    db,
    Prisma.sql`
      select "onDay", "intervalMinutes", "energyWh" from ${daysWithin('BlockDay', [connectionId], spans)}
      order by "onDay", "peakAt"`,
  )
  const days = new Map<IstDay, EnergyBlocks>()
  for (const { onDay, ...here } of rows) {
    const other = days.get(onDay)
    days.set(onDay, other ? mergeEnergy(other, here) : here)
  }
  return days
}

function mergeEnergy(a: EnergyBlocks, b: EnergyBlocks): EnergyBlocks {
  const intervalMinutes = Math.max(a.intervalMinutes, b.intervalMinutes)
  const [one, two] = [a, b].map(({ energyWh }) => ({ ...NO_ARRAYS, energyWh })) as [DayBlockArrays, DayBlockArrays]
  const { energyWh } = mergeArrays([one, a.intervalMinutes], [two, b.intervalMinutes], intervalMinutes)
  return { intervalMinutes, energyWh }
}

const NO_ARRAYS: Omit<DayBlockArrays, 'energyWh'> = {
  ...{ apparentVah: [], voltageDv: [], currentMa: [], frequencyMhz: [], powerFactorMilli: [] },
  ...{ outageMinutes: [], estimatedBlocks: [] },
}

function sumsOf({ onDay, ...row }: SumsRow): { on: IstDay; sums: DayBlockSums } {
  const { intervalMinutes, blocksKnown, peakW, minVoltageDv, maxVoltageDv } = row
  const { minutesOut, minutesBelow, minutesAbove, minutesFarBelow, minutesFarAbove } = row
  return {
    on: onDay,
    sums: {
      ...{ intervalMinutes, blocksInDay: 1440 / intervalMinutes, blocksKnown },
      energyKnownWh: wattHours(row.energyKnownWh),
      ...{ peakW, peakAt: row.peakAt === null ? null : new Date(row.peakAt), minVoltageDv, maxVoltageDv, minutesOut },
      ...{ minutesBelow, minutesAbove, minutesFarBelow, minutesFarAbove },
    },
  }
}

function mergeDays(a: DayBlocks, b: DayBlocks): DayBlocks {
  const sums = mergeSums(a, b)
  const arrays = mergeArrays([a, a.intervalMinutes], [b, b.intervalMinutes], sums.intervalMinutes)
  return { ...sums, ...arrays, blocksKnown: arrays.energyWh.filter((energy) => energy !== null).length }
}
