import { addDays, eachDay, type IstDay } from '#lib/units/ist.ts'
import type { BlockValues } from '../block-sums.ts'
import type { FlagDetail } from './reading-rules.ts'

/** What is there of a meter's day: its total, its blocks, both. `blocks` is null where none came. */
export type KnownDay = { on: IstDay; hasTotal: boolean; blocks: { known: number; of: number } | null }

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
): { onDay: IstDay; detail: FlagDetail['GAP'] }[] {
  const found: { onDay: IstDay; detail: FlagDetail['GAP'] }[] = []
  const withBlocks = days.filter(({ blocks }) => blocks !== null)
  for (const [index, { on, blocks, hasTotal }] of days.entries()) {
    const add = (missing: number, of: number) =>
      found.push({ onDay: on, detail: { missing, of, isDayKnown: hasTotal } })
    const before = withBlocks.some((day) => isWithin(day.on, on))
    const after = withBlocks.some((day) => isWithin(on, day.on))
    if (blocks === null && blocksInDay !== null && before && after) add(blocksInDay, blocksInDay)
    if (blocks !== null && blocks.known < blocks.of) {
      const missing = missingBetween(blocksOf(on) ?? [], { before, after })
      if (missing.length > 0) add(missing.length, blocks.of)
    }
    const next = days[index + 1]
    if (blocksInDay !== null && next && isWithin(on, next.on))
      for (const missed of eachDay(addDays(on, 1), addDays(next.on, -1)))
        found.push({ onDay: missed, detail: { missing: blocksInDay, of: blocksInDay, isDayKnown: false } })
  }
  return found
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
