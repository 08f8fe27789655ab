import type { Interruption } from './interruptions.ts'

/** A block within which supply was off. */
export type OutageBlock = { startAt: Date; intervalMinutes: number; minutesOut: number }

const MINUTE_MS = 60_000
const endOf = ({ startAt, intervalMinutes }: OutageBlock) => startAt.getTime() + intervalMinutes * MINUTE_MS

/**
 * Interruptions as the blocks tell them, in order of time. A block says for how long supply was off in it, not when: a
 * run is read as one interruption that begins at the end of its first block and ends at the start of its last, so that
 * its length is the sum of the minutes and its times are approximate. A block that had some supply ends a run, unless it
 * begins one. Blocks come in order.
 */
export function blockInterruptions(blocks: readonly OutageBlock[]): Interruption[] {
  const runs: OutageBlock[][] = []
  for (const block of blocks) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const goesOn = run && last && endOf(last) === block.startAt.getTime() && (run.length === 1 || isWhole(last))
    if (goesOn) run.push(block)
    else runs.push([block])
  }
  return runs.map((run): Interruption => {
    const [first, last] = [run[0] as OutageBlock, run.at(-1) as OutageBlock]
    const from = run.length === 1 ? first.startAt.getTime() : endOf(first) - first.minutesOut * MINUTE_MS
    const to = last.startAt.getTime() + last.minutesOut * MINUTE_MS
    return { from: new Date(from), to: new Date(to), isApproximate: true }
  })
}

const isWhole = ({ intervalMinutes, minutesOut }: OutageBlock) => minutesOut >= intervalMinutes

/** Interruptions that blocks tell and events do not: events can be lost, and many meters send none. */
export function notToldByEvents(byBlocks: readonly OutageBlock[], byEvents: readonly Interruption[]): OutageBlock[] {
  return byBlocks.filter((block) => {
    const [start, end] = [block.startAt.getTime(), endOf(block)]
    return !byEvents.some(({ from, to }, index) => {
      // Where the end is unknown, supply may have been off until the next failure.
      const until = to ?? byEvents[index + 1]?.from ?? null
      return from.getTime() < end && (until === null || until.getTime() >= start)
    })
  })
}
