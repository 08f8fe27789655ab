'use client'

import { Bar, BarChart, type BarShapeProps, ResponsiveContainer, XAxis, YAxis, ZIndexLayer } from 'recharts'
import { ABOVE_THE_SERIES, ChartTip, KeyedPlot, type KeyedProps } from './keyed-plot.tsx'
import { type PlotProps, VoltageBackground, VoltageDay, VoltageForeground, VoltageFrame } from './voltage-plot.tsx'
import { voltageScale } from './voltage-scale.ts'

/** The same picture with Recharts as its bars, for the tooltip and the keys. */
export function RechartsVoltageBars(props: PlotProps & KeyedProps) {
  const { figure, keys, points, bands } = props
  const { bottomDv, topDv } = voltageScale(points, bands)
  const rows = points.map(({ day, lowDv, highDv, spoken }) => ({
    ...{ day, spoken },
    range: lowDv === null || highDv === null ? null : [lowDv, highDv],
  }))
  const drawDay = ({ originalDataIndex: place }: BarShapeProps) => <VoltageDay {...props} place={place} />
  return (
    <div>
      <VoltageFrame {...props}>
        {(heightClass) => (
          <KeyedPlot figure={figure} keys={keys} spoken={points.map(({ spoken }) => spoken)} className={heightClass}>
            {({ chosen, release }) => (
              <ResponsiveContainer width="100%" height="100%">
                <BarChart
                  data={rows}
                  margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
                  accessibilityLayer={false}
                  onMouseMove={release}
                >
                  <VoltageBackground {...props} />
                  <XAxis dataKey="day" hide />
                  <YAxis hide domain={[bottomDv, topDv]} />
                  <Bar dataKey="range" isAnimationActive={false} shape={drawDay} />
                  <ZIndexLayer zIndex={ABOVE_THE_SERIES}>
                    <VoltageForeground {...props} />
                  </ZIndexLayer>
                  <ChartTip chosen={chosen} cursor="column" />
                </BarChart>
              </ResponsiveContainer>
            )}
          </KeyedPlot>
        )}
      </VoltageFrame>
    </div>
  )
}
