import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { LivelyCliff } from './on-demand.tsx'

/** Units and the bill for them, in rupees. */
export type CliffPoint = { units: number; rupees: number }
export type LimitCliffProps = {
  /** The id of the `Figure` around it. */
  figure: string
  locale: Locale
  from: number
  to: number
  /** Straight parts of the bill; it jumps between them. */
  strokes: readonly { start: CliffPoint; end: CliffPoint }[]
  limit: number
  soFar: CliffPoint & { label: string }
  expected: CliffPoint & { label: string; amount: string }
  range: { from: number; to: number }
  /** The points that have a sentence of their own, by their units. */
  stops: readonly (CliffPoint & { spoken: string })[]
  /** Below the plot: "units in the month". */
  unit: string
}

/** The bill by units around a limit: a ring for today, a diamond for the estimate, a pale column for its range. */
export function LimitCliff({ locale, ...picture }: LimitCliffProps) {
  return <LivelyCliff {...picture} keys={textsFor(locale, 'common')('chartKeys')} />
}
