import { addDays, type IstDay } from '#lib/units/ist.ts'
import type { BlockValues } from '../block-sums.ts'
import type { FlagDetail } from './reading-rules.ts'

/** What is there of a meter's day: its total, its blocks, both. `blocks` is null where none came. */
export type KnownDay = { on: IstDay; hasTotal: boolean; blocks: { known: number; of: number } | null }

type Gap = { onDay: IstDay; detail: FlagDetail['GAP'] }

/** A gap is between two things that are there, at most so many days apart; beyond, a meter is silent, not gappy. */
export const GAP_DAYS = 14

/**
 * Days and blocks that are missing between days that are there (missing intervals of the same standards; Oracle's Raise
 * Missing Quantity Exception). The end of what a meter has sent is no gap: more may come. Blocks that are missing at the
 * edge of a day count where the day beside it has blocks.
 *
 * @param days of one meter, in order; a day of which nothing is there is absent.
 * @param blocksInDay what the meter sends in a day; null for one that sends no blocks.
 * @param blocksOf the blocks of a day that lacks some.
 */
export function findGaps(
  days: readonly KnownDay[],
  blocksInDay: number | null,
  blocksOf: (on: IstDay) => BlockValues | null,
): Gap[] {
  const found: Gap[] = []
  const withBlocks = days.filter(({ blocks }) => blocks !== null)
  for (const [index, day] of days.entries()) {
    const next = days[index + 1]
    found.push(...missingOf(day, withBlocks, { blocksInDay, blocksOf }))
    if (blocksInDay === null || !next || !isWithin(day.on, next.on)) continue
    for (let missed = addDays(day.on, 1); missed < next.on; missed = addDays(missed, 1))
      found.push({ onDay: missed, detail: { missing: blocksInDay, of: blocksInDay, isDayKnown: false } })
  }
  return found
}

/** What is missing of a day that is there in part; one with all its blocks, which nearly every day is, is not looked at. */
function missingOf(
  { on, blocks, hasTotal }: KnownDay,
  withBlocks: readonly KnownDay[],
  { blocksInDay, blocksOf }: { blocksInDay: number | null; blocksOf: (on: IstDay) => BlockValues | null },
): Gap[] {
  const of = blocks?.of ?? blocksInDay
  if (of === null || blocks?.known === of) return []
  const before = withBlocks.some((day) => isWithin(day.on, on))
  const after = withBlocks.some((day) => isWithin(on, day.on))
  const missing = blocks ? missingBetween(blocksOf(on) ?? [], { before, after }).length : before && after ? of : 0
  return missing > 0 ? [{ onDay: on, detail: { missing, of, isDayKnown: hasTotal } }] : []
}

const isWithin = (earlier: IstDay, later: IstDay): boolean => earlier < later && later <= addDays(earlier, GAP_DAYS)

/**
 * Numbers of a day's missing blocks that have something before and something after them; `before` and `after` say whether
 * days beside it have blocks.
 */
export function missingBetween(values: BlockValues, { before, after }: { before: boolean; after: boolean }): number[] {
  const first = before ? 0 : values.findIndex((value) => value !== null)
  const last = after ? values.length : values.findLastIndex((value) => value !== null)
  return values.flatMap((value, block) =>
    value === null && first >= 0 && block > first - 1 && block < last ? [block] : [],
  )
}
