'use client'

import { Bar, BarChart, type BarShapeProps, ResponsiveContainer, XAxis, YAxis, ZIndexLayer } from 'recharts'
import { HEADROOM } from './bar-picture.tsx'
import { ABOVE_THE_SERIES, ChartTip, KeyedPlot, type KeyedProps } from './keyed-plot.tsx'
import type { MonthBarsProps } from './month-bars.tsx'
import { MONTHS_HEIGHT, MonthBackground, MonthBar, MonthForeground, MonthFrame, monthScale } from './month-plot.tsx'

/** The same picture with Recharts as its bars, for the tooltip and the keys. */
export function RechartsMonthBars(props: MonthBarsProps & KeyedProps & { spoken: string[] }) {
  const { figure, keys, points, spoken } = props
  const rows = points.map(({ month, value }, place) => ({ month, value, spoken: spoken[place] }))
  const drawMonth = ({ originalDataIndex: place }: BarShapeProps) => <MonthBar {...props} place={place} />
  return (
    <div className="@container">
      <MonthFrame {...props}>
        <KeyedPlot figure={figure} keys={keys} spoken={spoken} className={MONTHS_HEIGHT}>
          {({ chosen, release }) => (
            <ResponsiveContainer width="100%" height="100%">
              <BarChart
                data={rows}
                margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
                accessibilityLayer={false}
                onMouseMove={release}
              >
                <MonthBackground {...props} />
                <XAxis dataKey="month" hide />
                <YAxis hide domain={[0, monthScale(props) / (1 - HEADROOM / 100)]} />
                <Bar dataKey="value" isAnimationActive={false} shape={drawMonth} />
                <ZIndexLayer zIndex={ABOVE_THE_SERIES}>
                  <MonthForeground {...props} />
                </ZIndexLayer>
                <ChartTip chosen={chosen} cursor="column" />
              </BarChart>
            </ResponsiveContainer>
          )}
        </KeyedPlot>
      </MonthFrame>
    </div>
  )
}
