import { type Interruption, isMomentary, partWithin } from './interruptions.ts'
import type { Classified } from './planned-work.ts'

type Span = { from: Date; to: Date }
export type InterruptionPart = Classified<Interruption> & {
  /** Within the span; null where the end is not known. */
  minutes: number | null
}

/** What a consumer's interruptions of a span come to. */
export type InterruptionIndex = {
  /** A minute and longer, oldest first, cut to the span. */
  interruptions: InterruptionPart[]
  count: number
  plannedCount: number
  /** Of those whose end is known. */
  minutes: number
  plannedMinutes: number
  /** Interruptions whose end nothing has told; their minutes are in no sum. */
  openCount: number
  longest: InterruptionPart | null
  /** Below one minute. */
  momentaryCount: number
}

export function interruptionIndex(found: readonly Classified<Interruption>[], span: Span): InterruptionIndex {
  const momentary = found.filter(isMomentary)
  const interruptions = found.filter((one) => !isMomentary(one)).flatMap((one) => partWithin(one, span) ?? [])
  const planned = interruptions.filter(({ work }) => work !== null)
  let longest: InterruptionPart | null = null
  for (const one of interruptions) if ((one.minutes ?? 0) > (longest?.minutes ?? 0)) longest = one
  return {
    interruptions,
    count: interruptions.length,
    plannedCount: planned.length,
    minutes: sumMinutes(interruptions),
    plannedMinutes: sumMinutes(planned),
    openCount: interruptions.filter(({ minutes }) => minutes === null).length,
    longest,
    // Counted where they began: what is shorter than a minute is not divided.
    momentaryCount: momentary.filter(({ from }) => from >= span.from && from < span.to).length,
  }
}

const sumMinutes = (parts: readonly InterruptionPart[]) => parts.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)
