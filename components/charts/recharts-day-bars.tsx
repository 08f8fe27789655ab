'use client'

import { Bar, BarChart, type BarShapeProps, ResponsiveContainer, XAxis, YAxis, ZIndexLayer } from 'recharts'
import { Axis, HEADROOM } from './bar-picture.tsx'
import type { DayBarsProps } from './day-bars.tsx'
import { DayFooter } from './day-footer.tsx'
import { DayBar, PlotBackground, PlotForeground, plotHeight } from './day-plot.tsx'
import { type DayPoint, dayScale } from './day-series.ts'
import { ABOVE_THE_SERIES, ChartTip, KeyedPlot, type KeyedProps } from './keyed-plot.tsx'

/**
 * The same picture with Recharts in its middle, which adds the tooltip and the keys. Nothing is animated: the bars must
 * not move when this takes the picture's place.
 */
export function RechartsDayBars(props: Omit<DayBarsProps, 'locale'> & KeyedProps) {
  const { figure, keys, points, unit, limit, ceilings, small = false } = props
  const { top, ticks } = dayScale(points, limit, ceilings)

  const drawDay = ({ originalDataIndex: place }: BarShapeProps) => {
    const point = points[place]
    return point ? <DayBar point={point} place={place} count={points.length} top={top} /> : <g />
  }

  return (
    <div>
      {!small && <p className="text-axis text-text-2">{unit}</p>}
      <div className="flex">
        {!small && <Axis ticks={ticks} top={top} heightClass={plotHeight()} />}
        <div className="min-w-0 grow">
          <KeyedPlot
            figure={figure}
            keys={keys}
            spoken={points.map(({ spoken }) => spoken)}
            className={plotHeight(small)}
          >
            {({ chosen, release }) => (
              <ResponsiveContainer width="100%" height="100%">
                <BarChart
                  data={points as DayPoint[]}
                  margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
                  accessibilityLayer={false}
                  onMouseMove={release}
                >
                  <PlotBackground {...props} />
                  <XAxis dataKey="day" hide />
                  <YAxis hide domain={[0, top / (1 - HEADROOM / 100)]} />
                  <Bar dataKey="value" isAnimationActive={false} shape={drawDay} />
                  <ZIndexLayer zIndex={ABOVE_THE_SERIES}>
                    <PlotForeground {...props} />
                  </ZIndexLayer>
                  <ChartTip chosen={chosen} cursor="column" />
                </BarChart>
              </ResponsiveContainer>
            )}
          </KeyedPlot>
          <DayFooter {...props} />
        </div>
      </div>
    </div>
  )
}
