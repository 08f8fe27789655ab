import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { Limit } from './day-series.ts'
import { LivelyEstimate } from './on-demand.tsx'

/** The running total after a day. A hollow dot: the day itself was not measured. */
export type RunningPoint = { day: string; value: number; isMeasured: boolean; spoken: string }
export type EndValue = { value: number; label: string }

export type EstimateLineProps = {
  /** The id of the `Figure` around it. */
  figure: string
  locale: Locale
  /** Of the days shown, the last of them today's ring. */
  points: readonly RunningPoint[]
  /** Days after the last point. */
  daysToCome: number
  soFarLabel: string
  /** Where the period ends: lowest, expected, highest. */
  low: EndValue
  expected: EndValue
  high: EndValue
  /** The estimate of the end in a sentence, as `spoken` of the points is theirs. */
  endSpoken: string
  limit?: Limit
  unit: string
  /** Labels below the first day shown, the last point and the period's last day. */
  dayLabels: { first: string; today: string; last: string }
}

/** The running total to a ring, a dashed line to the expected end and the wedge of its range; the limit across. */
export function EstimateLine({ locale, ...picture }: EstimateLineProps) {
  return <LivelyEstimate {...picture} keys={textsFor(locale, 'common')('chartKeys')} />
}
