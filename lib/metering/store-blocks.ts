import type { Tx } from '#lib/platform/db.ts'
import { wattHours } from '#lib/units/energy.ts'
import { type IstDay, startOfDay } from '#lib/units/ist.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import {
  type KnownRow,
  lockBlockDays,
  newBlockDaysInsert,
  readMergedDays,
  type WrittenDay,
  writeBlockDays,
  writePastBlocks,
} from './block-day-rows.ts'
import { blockSums, type VoltageBand } from './block-sums.ts'
import { rowsStored } from './count-readings.ts'
import {
  type BlockStatement,
  blocksInDay,
  emptyDay,
  type MergedDay,
  mergeBlock,
  type PastBlock,
  saysSame,
} from './merge-blocks.ts'
import { type NewMeterDay, newDaysInsert, storeDays, storeNewDays } from './store-days.ts'

/** A block of a meter; `block` counts from 0 at the IST day's midnight in steps of `intervalMinutes`. */
export type NewBlock = BlockStatement & DayKey & { intervalMinutes: number }
export type DayKey = { connectionId: string; meterId: string; onDay: IstDay }
/** Refused where the day has blocks of another length already. */
export type StoredBlock = 'CHANGED' | 'SAME' | { otherIntervalMinutes: number }

/** `row` is null where the day is new. */
type Day = DayKey & { merged: MergedDay; row: KnownRow | null; isChanged: boolean }

/**
 * Merges blocks into their days, each block named once, and keeps what a correction replaces. A day whose blocks are all
 * there is a day that was read: its sum becomes the `MeterDay`, unless the meter's own register is there. One outcome a
 * block, in order.
 */
export async function storeBlocks(
  tx: Tx,
  blocks: readonly NewBlock[],
  { batchId, receivedAt, band }: { batchId: string; receivedAt: Date; band: VoltageBand },
): Promise<StoredBlock[]> {
  if (blocks.length === 0) return []
  // Two files at once would both read a day, and the second would write it without the blocks of the first.
  await lockBlockDays(tx)
  const days = await daysOf(tx, blocks)
  const past: (DayKey & { block: number; was: PastBlock })[] = []
  const outcomes = blocks.map((statement): StoredBlock => {
    const day = days.get(keyOf(statement)) as Day
    if (day.merged.intervalMinutes !== statement.intervalMinutes)
      return { otherIntervalMinutes: day.merged.intervalMinutes }
    const { isChanged, was } = mergeBlock(day.merged, statement)
    if (was) past.push({ ...dayKey(day), block: statement.block, was })
    day.isChanged ||= isChanged
    return isChanged ? 'CHANGED' : 'SAME'
  })
  const changed = [...days.values()]
    .filter(({ isChanged }) => isChanged)
    .map((day) => ({ ...summed(day, band), row: day.row }))
  await writePastBlocks(tx, past, receivedAt)
  await writeBlockDays(tx, changed, { batchId, receivedAt })
  await storeDays(tx, changed.flatMap(meterDayOf), { batchId, receivedAt })
  return outcomes
}

type WholeDay = DayKey & { merged: MergedDay }
/** Days that came whole, with the statements that store them. */
export type ReadyDays = {
  days: readonly WholeDay[]
  meterDays: NewMeterDay[]
  insertBlocks: Prisma.Sql
  insertDays: Prisma.Sql
}
type Arrival = { batchId: string; receivedAt: Date }

/** Makes days that came whole, each named once, ready for `storeWholeDays`. */
export function readyWholeDays(
  days: readonly WholeDay[],
  { band, ...arrival }: Arrival & { band: VoltageBand },
): ReadyDays {
  const written = days.map((day) => summed(day, band))
  const meterDays = written.flatMap(meterDayOf)
  const insertBlocks = newBlockDaysInsert(written, arrival)
  return { days, meterDays, insertBlocks, insertDays: newDaysInsert(meterDays, arrival) }
}

/**
 * Stores days that came whole where nothing is known of them yet. Of a day that is known it says whether the new word is
 * the same; a different one is OTHER and left to `storeBlocks`, as is one that an earlier part of the same file spoke of.
 * One outcome a day, in order.
 */
export async function storeWholeDays(
  tx: Tx,
  { days, meterDays, insertBlocks, insertDays }: ReadyDays,
  arrival: Arrival,
): Promise<('CHANGED' | 'SAME' | 'OTHER')[]> {
  if (days.length === 0) return []
  await lockBlockDays(tx)
  const inserted = await rowsStored(tx, insertBlocks)
  if (inserted === days.length) {
    await storeNewDays(tx, meterDays, { ...arrival, insert: insertDays })
    return days.map(() => 'CHANGED')
  }
  const known = await readMergedDays(tx, days, { notOf: arrival.batchId })
  await storeNewDays(
    tx,
    meterDays.filter((day) => !known.has(keyOf(day))),
    arrival,
  )
  return days.map((day) => {
    const was = known.get(keyOf(day))
    if (!was) return 'CHANGED'
    return saysSame(was.merged, day.merged) ? 'SAME' : 'OTHER'
  })
}

const keyOf = ({ meterId, onDay }: DayKey) => `${meterId} ${onDay}`
const dayKey = ({ connectionId, meterId, onDay }: DayKey): DayKey => ({ connectionId, meterId, onDay })

/** The days that the blocks belong to, as they stand; one that is new has the length of its first block. */
async function daysOf(tx: Tx, blocks: readonly NewBlock[]): Promise<Map<string, Day>> {
  const firsts = new Map<string, NewBlock>()
  for (const block of blocks) if (!firsts.has(keyOf(block))) firsts.set(keyOf(block), block)
  const known = await readMergedDays(tx, [...firsts.values()])
  return new Map(
    [...firsts].map(([key, first]) => {
      const { merged, row } = known.get(key) ?? { merged: emptyDay(first.intervalMinutes), row: null }
      return [key, { ...dayKey(first), merged, row, isChanged: false }]
    }),
  )
}

function summed(day: DayKey & { merged: MergedDay }, band: VoltageBand): WrittenDay {
  const { merged, onDay } = day
  const sums = blockSums(merged, band)
  const peakMs = sums.peakBlock === null ? null : sums.peakBlock * merged.intervalMinutes * 60_000
  const peakAt = peakMs === null ? null : new Date(startOfDay(onDay).getTime() + peakMs)
  return { ...dayKey(day), merged, sums, peakAt }
}

/** A day that is whole, as it is billed and shown; nothing for a day that lacks a block. */
function meterDayOf(day: WrittenDay): NewMeterDay[] {
  const { merged, sums } = day
  const whole = blocksInDay(merged.intervalMinutes)
  if (sums.blocksKnown < whole) return []
  const apparent = merged.apparentVah.filter((value) => value !== null)
  return [
    {
      ...dayKey(day),
      energyWh: wattHours(sums.energyKnownWh),
      apparentVah: apparent.length === whole ? wattHours(apparent.reduce((sum, value) => sum + value, 0)) : null,
      // The meter's own demand register comes with its daily reads; the highest block is not the same.
      ...{ maxDemandW: null, maxDemandAt: null },
      status: merged.estimated.size > 0 ? 'ESTIMATED' : 'VALID',
      source: 'BLOCKS',
    },
  ]
}
