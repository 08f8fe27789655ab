import { arrayText } from '#lib/platform/array-text.ts'
import type { Tx } from '#lib/platform/db.ts'
import { dayFromColumn } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { BlockSums, BlockValues } from './block-sums.ts'
import { addToTotals, countedInsert, movedRows } from './count-readings.ts'
import type { MergedDay, PastBlock, Quantity } from './merge-blocks.ts'
import type { DayKey } from './store-blocks.ts'

export type WrittenDay = DayKey & { merged: MergedDay; sums: BlockSums; peakAt: Date | null }
/** Whose row a day was, and the energy that it had. */
export type KnownRow = { batchId: string; energyKnownWh: bigint }

export async function lockBlockDays(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('block days'))`
}

/** The days that are there, by `meterId onDay`; those of one file left out, where it is given. */
export async function readMergedDays(
  tx: Tx,
  keys: readonly DayKey[],
  { notOf = null }: { notOf?: string | null } = {},
): Promise<Map<string, { merged: MergedDay; row: KnownRow }>> {
  const rows = await tx.$queryRaw<
    ({ meterId: string; onDay: Date; intervalMinutes: number; estimatedBlocks: number[] } & KnownRow &
      Record<Quantity, (number | null)[]>)[]
  >`
    select "meterId", "onDay", "intervalMinutes", "energyWh", "apparentVah", "voltageDv", "currentMa", "frequencyMhz",
      "powerFactorMilli", "outageMinutes", "estimatedBlocks", "batchId", "energyKnownWh"
    from "BlockDay" join unnest(
      ${keys.map(({ connectionId }) => connectionId)}::uuid[],
      ${keys.map(({ onDay }) => onDay)}::date[],
      ${keys.map(({ meterId }) => meterId)}::uuid[]
    ) as wanted("connectionId", "onDay", "meterId") using ("connectionId", "onDay", "meterId")
    where "batchId" is distinct from ${notOf}::uuid`
  return new Map(
    rows.map(({ meterId, onDay, estimatedBlocks, batchId, energyKnownWh, ...arrays }) => [
      `${meterId} ${dayFromColumn(onDay)}`,
      { merged: { ...arrays, estimated: new Set(estimatedBlocks) }, row: { batchId, energyKnownWh } },
    ]),
  )
}

/** The insert of days whole, each named once; made before its turn, since that takes about as long as the database does. */
function blockDaysInsert(
  days: readonly WrittenDay[],
  { batchId, receivedAt }: { batchId: string; receivedAt: Date },
): Prisma.Sql {
  const column = (of: (day: WrittenDay) => string | number | null) => arrayText(days.map(of))
  const arrays = (quantity: Quantity) => arraysText(days.map(({ merged }) => merged[quantity]))
  const estimated = days.map(({ merged }) => [...merged.estimated].sort((one, two) => one - two))
  return Prisma.sql`
    insert into "BlockDay" (
      "connectionId", "onDay", "meterId", "intervalMinutes", "energyWh", "apparentVah", "voltageDv", "currentMa",
      "frequencyMhz", "powerFactorMilli", "outageMinutes", "estimatedBlocks", "blocksKnown", "energyKnownWh", "peakW",
      "peakAt", "minVoltageDv", "maxVoltageDv", "minutesOut", "minutesBelow", "minutesAbove", "minutesFarBelow",
      "minutesFarAbove", "batchId", "receivedAt"
    )
    select "connectionId", "onDay", "meterId", "intervalMinutes", "energyWh"::int[], "apparentVah"::int[],
      "voltageDv"::int[], "currentMa"::int[], "frequencyMhz"::int[], "powerFactorMilli"::int[], "outageMinutes"::int[],
      "estimatedBlocks"::int[], "blocksKnown", "energyKnownWh", "peakW", "peakAt", "minVoltageDv", "maxVoltageDv",
      "minutesOut", "minutesBelow", "minutesAbove", "minutesFarBelow", "minutesFarAbove", ${batchId}::uuid,
      ${receivedAt}::timestamptz
    from unnest(
      ${column(({ connectionId }) => connectionId)}::uuid[],
      ${column(({ onDay }) => onDay)}::date[],
      ${column(({ meterId }) => meterId)}::uuid[],
      ${column(({ merged }) => merged.intervalMinutes)}::int[],
      ${arrays('energyWh')}::text[],
      ${arrays('apparentVah')}::text[],
      ${arrays('voltageDv')}::text[],
      ${arrays('currentMa')}::text[],
      ${arrays('frequencyMhz')}::text[],
      ${arrays('powerFactorMilli')}::text[],
      ${arrays('outageMinutes')}::text[],
      ${arraysText(estimated)}::text[],
      ${column(({ sums }) => sums.blocksKnown)}::int[],
      ${column(({ sums }) => sums.energyKnownWh)}::bigint[],
      ${column(({ sums }) => sums.peakW)}::int[],
      ${column(({ peakAt }) => peakAt?.toISOString() ?? null)}::timestamptz[],
      ${column(({ sums }) => sums.minVoltageDv)}::int[],
      ${column(({ sums }) => sums.maxVoltageDv)}::int[],
      ${column(({ sums }) => sums.minutesOut)}::int[],
      ${column(({ sums }) => sums.minutesBelow)}::int[],
      ${column(({ sums }) => sums.minutesAbove)}::int[],
      ${column(({ sums }) => sums.minutesFarBelow)}::int[],
      ${column(({ sums }) => sums.minutesFarAbove)}::int[]
    ) as given (
      "connectionId", "onDay", "meterId", "intervalMinutes", "energyWh", "apparentVah", "voltageDv", "currentMa",
      "frequencyMhz", "powerFactorMilli", "outageMinutes", "estimatedBlocks", "blocksKnown", "energyKnownWh", "peakW",
      "peakAt", "minVoltageDv", "maxVoltageDv", "minutesOut", "minutesBelow", "minutesAbove", "minutesFarBelow",
      "minutesFarAbove"
    )`
}

/** The insert of those days, each named once, of which nothing is known. Says how many they are. */
export const newBlockDaysInsert = (
  days: readonly WrittenDay[],
  of: { batchId: string; receivedAt: Date },
): Prisma.Sql =>
  countedInsert('BLOCKS', of.batchId, { insert: blockDaysInsert(days, of), energy: Prisma.sql`"energyKnownWh"` })

/** Writes days whole, each named once, in one statement; `row` is what stood there. */
export async function writeBlockDays(
  tx: Tx,
  days: readonly (WrittenDay & { row: KnownRow | null })[],
  of: { batchId: string; receivedAt: Date },
): Promise<void> {
  if (days.length === 0) return
  const moved = days.flatMap(({ onDay, sums, row }) => [
    { onDay, batchId: of.batchId, energyWh: sums.energyKnownWh, isGone: false },
    ...(row ? [{ onDay, batchId: row.batchId, energyWh: row.energyKnownWh, isGone: true }] : []),
  ])
  await tx.$executeRaw`with written as (${blockDaysInsert(days, of)}
    on conflict ("connectionId", "onDay", "meterId") do update set
      "energyWh" = excluded."energyWh", "apparentVah" = excluded."apparentVah", "voltageDv" = excluded."voltageDv",
      "currentMa" = excluded."currentMa", "frequencyMhz" = excluded."frequencyMhz",
      "powerFactorMilli" = excluded."powerFactorMilli", "outageMinutes" = excluded."outageMinutes",
      "estimatedBlocks" = excluded."estimatedBlocks", "blocksKnown" = excluded."blocksKnown",
      "energyKnownWh" = excluded."energyKnownWh", "peakW" = excluded."peakW", "peakAt" = excluded."peakAt",
      "minVoltageDv" = excluded."minVoltageDv", "maxVoltageDv" = excluded."maxVoltageDv",
      "minutesOut" = excluded."minutesOut", "minutesBelow" = excluded."minutesBelow",
      "minutesAbove" = excluded."minutesAbove", "minutesFarBelow" = excluded."minutesFarBelow",
      "minutesFarAbove" = excluded."minutesFarAbove", "batchId" = excluded."batchId",
      "receivedAt" = excluded."receivedAt")
    ${addToTotals('BLOCKS', of.batchId, movedRows(moved))}`
}

/** Keeps what blocks said before. */
export async function writePastBlocks(
  tx: Tx,
  past: readonly (DayKey & { block: number; was: PastBlock })[],
  replacedAt: Date,
): Promise<void> {
  if (past.length === 0) return
  await tx.$executeRaw`
    insert into "BlockRevision" ("connectionId", "onDay", "meterId", "block", "replacedAt", "was")
    select "connectionId", "onDay", "meterId", "block", ${replacedAt}::timestamptz, "was"::jsonb
    from unnest(
      ${past.map(({ connectionId }) => connectionId)}::uuid[],
      ${past.map(({ onDay }) => onDay)}::date[],
      ${past.map(({ meterId }) => meterId)}::uuid[],
      ${past.map(({ block }) => block)}::int[],
      ${past.map(({ was }) => JSON.stringify(was))}::text[]
    ) as given ("connectionId", "onDay", "meterId", "block", "was")`
}

/** Arrays in an array of texts: nested ones would be taken apart by `unnest`. */
const arraysText = (arrays: readonly BlockValues[]): string =>
  arrays.length === 0 ? '{}' : `{"${arrays.map(arrayText).join('","')}"}`
