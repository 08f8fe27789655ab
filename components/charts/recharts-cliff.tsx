'use client'

import { Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { HEADROOM } from './bar-picture.tsx'
import { CliffFrame, CliffStrokes, cliffScale, type PlotProps } from './cliff-plot.tsx'
import { ChartTip, KeyedPlot, type KeyedProps } from './keyed-plot.tsx'

/**
 * The same picture with the tooltip and the keys of Recharts. Its line would cut across the jumps of a bill, so the
 * strokes below it are drawn as before.
 */
export function RechartsCliff(props: PlotProps & KeyedProps) {
  const { figure, keys, stops, from, to } = props
  const { top } = cliffScale(props)
  return (
    <div>
      <CliffFrame {...props}>
        {(heightClass) => (
          <KeyedPlot
            figure={figure}
            keys={keys}
            spoken={stops.map(({ spoken }) => spoken)}
            className={`[&_.recharts-surface]:overflow-visible ${heightClass}`}
          >
            {({ chosen, release }) => (
              <ResponsiveContainer width="100%" height="100%">
                <LineChart
                  data={stops as (typeof stops)[number][]}
                  margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
                  accessibilityLayer={false}
                  onMouseMove={release}
                >
                  <CliffStrokes {...props} />
                  <XAxis dataKey="units" type="number" domain={[from, to]} hide />
                  <YAxis hide domain={[0, top / (1 - HEADROOM / 100)]} />
                  <Line
                    dataKey="rupees"
                    stroke="none"
                    dot={false}
                    activeDot={{ r: 5, fill: 'var(--text)', stroke: 'var(--surface)', strokeWidth: 2 }}
                    isAnimationActive={false}
                  />
                  <ChartTip chosen={chosen} cursor="line" />
                </LineChart>
              </ResponsiveContainer>
            )}
          </KeyedPlot>
        )}
      </CliffFrame>
    </div>
  )
}
