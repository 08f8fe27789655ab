'use client'

import { Picture } from './bar-picture.tsx'
import type { Limit } from './day-series.ts'
import type { KeyedProps } from './keyed-plot.tsx'
import { LivelyChart } from './lively-chart.tsx'
import { MONTHS_HEIGHT, MonthBackground, MonthBar, MonthForeground, MonthFrame } from './month-plot.tsx'

export type MonthPoint = {
  /** `YYYY-MM`. */
  month: string
  value: number | null
  kind: 'measured' | 'estimated' | 'missing'
  /** The value as people read it. */
  label: string
  /** The month below its bar, such as "Oct". */
  shortMonth: string
  /** The month that the page is about: drawn darker and with its figure. */
  current?: boolean
  /** The same month of the year before, drawn as a hollow mark. */
  lastYear?: number | null
}

export type MonthBarsProps = { figure: string; points: readonly MonthPoint[]; limit?: Limit }

/** Up to 13 months as bars with a limit across. Highest and current month carry their figures. */
export function MonthBars(props: MonthBarsProps) {
  return (
    <Picture figure={props.figure}>
      <MonthFrame {...props}>
        <svg width="100%" className={`block ${MONTHS_HEIGHT}`} aria-hidden="true">
          <MonthBackground {...props} />
          {props.points.map(({ month }, place) => (
            <MonthBar key={month} {...props} place={place} />
          ))}
          <MonthForeground {...props} />
        </svg>
      </MonthFrame>
    </Picture>
  )
}

/** `MonthBars`, with what it answers to a hand; `spoken` is a sentence for each of them. */
export function LivelyMonths(props: MonthBarsProps & KeyedProps & { spoken: string[] }) {
  return (
    <LivelyChart kind="months" chart={props}>
      <MonthBars {...props} />
    </LivelyChart>
  )
}
