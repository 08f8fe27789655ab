'use client'

import { Line, LineChart, ResponsiveContainer, XAxis, YAxis, ZIndexLayer } from 'recharts'
import { HEADROOM } from './bar-picture.tsx'
import {
  EstimateBackground,
  EstimateForeground,
  EstimateFrame,
  estimateScale,
  type PlotProps,
} from './estimate-plot.tsx'
import { ABOVE_THE_SERIES, ChartTip, KeyedPlot, type KeyedProps } from './keyed-plot.tsx'

type Row = { place: number; total?: number; ahead?: number; spoken: string }

/** The same picture with Recharts as its line, for the tooltip and the keys; the last place is the estimate. */
export function RechartsEstimateLine(props: PlotProps & KeyedProps) {
  const { figure, keys, points, daysToCome, expected, endSpoken } = props
  const { base, top, steps } = estimateScale(props)
  const rows: Row[] = points.map(({ value, spoken }, place) => ({ place, total: value, spoken }))
  if (daysToCome > 0) rows.push({ place: steps, ahead: expected.value, spoken: endSpoken })
  const dot = { r: 5, fill: 'var(--bar)', stroke: 'var(--surface)', strokeWidth: 2 }
  return (
    <div>
      <EstimateFrame {...props}>
        {(heightClass) => (
          <KeyedPlot
            figure={figure}
            keys={keys}
            spoken={rows.map(({ spoken }) => spoken)}
            className={`[&_.recharts-surface]:overflow-visible ${heightClass}`}
          >
            {({ chosen, release }) => (
              <ResponsiveContainer width="100%" height="100%">
                <LineChart
                  data={rows}
                  margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
                  accessibilityLayer={false}
                  onMouseMove={release}
                >
                  <EstimateBackground {...props} />
                  <XAxis dataKey="place" type="number" domain={[0, Math.max(steps, 1)]} hide />
                  <YAxis hide domain={[base, base + (top - base) / (1 - HEADROOM / 100)]} />
                  <Line
                    dataKey="total"
                    stroke="var(--bar)"
                    strokeWidth={2.5}
                    strokeLinecap="round"
                    strokeLinejoin="round"
                    dot={false}
                    activeDot={dot}
                    isAnimationActive={false}
                  />
                  <Line dataKey="ahead" stroke="none" dot={false} activeDot={dot} isAnimationActive={false} />
                  <ZIndexLayer zIndex={ABOVE_THE_SERIES}>
                    <EstimateForeground {...props} />
                  </ZIndexLayer>
                  <ChartTip chosen={chosen} cursor="line" />
                </LineChart>
              </ResponsiveContainer>
            )}
          </KeyedPlot>
        )}
      </EstimateFrame>
    </div>
  )
}
