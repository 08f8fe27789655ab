'use client'

import { Axis, Picture } from './bar-picture.tsx'
import type { DayBarsProps } from './day-bars.tsx'
import { DayFooter } from './day-footer.tsx'
import { DayBar, PlotBackground, PlotForeground, plotHeight } from './day-plot.tsx'
import { dayScale } from './day-series.ts'
import type { KeyedProps } from './keyed-plot.tsx'
import { LivelyChart } from './lively-chart.tsx'

type PictureProps = Omit<DayBarsProps, 'locale'>

/** The drawing of `DayBars`, with what it answers to a hand. */
export function LivelyDayBars(props: PictureProps & KeyedProps) {
  return (
    <LivelyChart kind="days" chart={props} isGlance={props.small ?? false}>
      <DayBarsPicture {...props} />
    </LivelyChart>
  )
}

/** The server's drawing of `DayBars`: whole without a script. */
function DayBarsPicture(props: PictureProps) {
  const { figure, points, unit, limit, ceilings, small = false } = props
  const { top, ticks } = dayScale(points, limit, ceilings)
  return (
    <Picture figure={figure}>
      {!small && <p className="text-axis text-text-2">{unit}</p>}
      <div className="flex">
        {!small && <Axis ticks={ticks} top={top} heightClass={plotHeight()} />}
        <div className="min-w-0 grow">
          <svg width="100%" className={`block ${plotHeight(small)}`} aria-hidden="true">
            <PlotBackground {...props} />
            {points.map((point, place) => (
              <DayBar key={point.day} point={point} place={place} count={points.length} top={top} />
            ))}
            <PlotForeground {...props} />
          </svg>
          <DayFooter {...props} />
        </div>
      </div>
    </Picture>
  )
}
