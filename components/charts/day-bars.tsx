import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { Ceiling, DayPoint, Limit } from './day-series.ts'
import { LivelyDayBars } from './on-demand.tsx'

export type DayBarsProps = {
  /** The id of the `Figure` around it. */
  figure: string
  locale: Locale
  points: readonly DayPoint[]
  /** The unit, written once above the axis: "units" or "₹". */
  unit: string
  limit?: Limit
  /** Solid lines that no bar should pass, one for each run of days on which it stood at one height. */
  ceilings?: readonly Ceiling[]
  /** Written at the right below the dates, such as "November 2026"; without it the last date carries its month. */
  periodLabel?: string
  /** The label of the last date when there is no `periodLabel`, such as "26 Nov". */
  lastDateLabel?: string
  /** Names below some bars instead of dates: for the blocks of one day. */
  names?: readonly { place: number; label: string }[]
  /** Without an axis and lower: for a glance on Home. */
  small?: boolean
}

/**
 * The days of a period as bars. The server draws the picture; once somebody moves on the page (on Home: on the picture),
 * Recharts takes its place in the same look and adds the tooltip and the arrow keys.
 */
export function DayBars({ locale, ...picture }: DayBarsProps) {
  return <LivelyDayBars {...picture} keys={textsFor(locale, 'common')('chartKeys')} />
}
