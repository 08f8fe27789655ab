import type { Services } from '#lib/platform/services.ts'
import { addDays, dayOf, eachDay, type IstDay, type Month, monthOf } from '#lib/units/ist.ts'
import { readBlockDays } from './block-days.ts'
import { gridFrequency } from './quality-blocks.ts'
import type { QualityDay } from './quality-days.ts'
import { type QualityPlace, readQuality } from './quality-source.ts'
import type { Span } from './spans.ts'

/** Longer than this an interruption is long, up to it short (EN 50160, 3.7). */
const LONG_MS = 3 * 60_000
const MINUTES_A_DAY = 1440

/** The supply of one month, or of the part of it within a span. Null is what nothing tells. */
export type QualitySummary = Span & {
  month: Month
  shortInterruptions: number | null
  longInterruptions: number | null
  /** Blocks whose mean voltage was outside the standard band. */
  blocksOutsideBand: number | null
  meanFrequencyMhz: number | null
}

/**
 * The supply of a connection month by month, oldest first; months of which nothing is known are left out, as are days
 * that are not over. An interruption counts where it began; one whose end nothing has told is a long one.
 */
export async function readQualityMonths(
  services: Services,
  place: QualityPlace,
  { from, to }: Span,
): Promise<QualitySummary[]> {
  const lastDay = [to, addDays(dayOf(services.now()), -1)].sort()[0] as IstDay
  if (lastDay < from) return []
  const span = { from, to: lastDay }
  const { days, interruptions } = await readQuality(services, place, { span, days: eachDay(from, lastDay), lastDay })
  const summaries: QualitySummary[] = []
  for (const [month, ofMonth] of Map.groupBy(days, ({ on }) => monthOf(on))) {
    const part = { from: (ofMonth[0] as QualityDay).on, to: (ofMonth.at(-1) as QualityDay).on }
    const withVoltage = ofMonth.filter(({ voltage }) => voltage !== null)
    const supplyIsKnown = ofMonth.some(({ supplyMinutes }) => supplyMinutes !== null)
    const began = interruptions.filter((one) => dayOf(one.from) >= part.from && dayOf(one.from) <= part.to)
    const long = began.filter((one) => one.to === null || one.to.getTime() - one.from.getTime() > LONG_MS)
    const frequency =
      withVoltage.length > 0 && gridFrequency(await readBlockDays(services.db, place.connectionId, [part]))
    if (withVoltage.length === 0 && !supplyIsKnown && began.length === 0) continue
    const isTold = supplyIsKnown || began.length > 0
    summaries.push({
      ...{ month, ...part },
      shortInterruptions: isTold ? began.length - long.length : null,
      longInterruptions: isTold ? long.length : null,
      blocksOutsideBand:
        withVoltage.length > 0 ? withVoltage.reduce((total, day) => total + blocksOutside(day), 0) : null,
      meanFrequencyMhz: frequency ? frequency.meanMhz : null,
    })
  }
  return summaries
}

function blocksOutside({ voltage, blocksInDay }: QualityDay): number {
  if (!voltage || !blocksInDay) return 0
  return Math.round(((voltage.minutesBelow + voltage.minutesAbove) * blocksInDay) / MINUTES_A_DAY)
}
