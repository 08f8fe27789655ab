'use client'

import { Bar, BarChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { HeatFields, HeatFrame, heatHeight, type PlotProps } from './heat-plot.tsx'
import { ChartTip, KeyedPlot, type KeyedProps } from './keyed-plot.tsx'

/** The fields stand behind the bars, which are there to be pointed at. */
const drawNothing = () => <g />

/**
 * The same picture as bars of one height that consist of fields. A stop of the keys is a column: seven values are read at
 * once, where the fields alone would be a hundred and sixty-eight stops.
 */
export function RechartsHeat(props: PlotProps & KeyedProps) {
  const { figure, keys, spoken } = props
  const columns = spoken.map((sentence, place) => ({ place, whole: 1, spoken: sentence }))
  return (
    <div>
      <HeatFrame {...props}>
        <KeyedPlot figure={figure} keys={keys} spoken={spoken} className="">
          {({ chosen, release }) => (
            <ResponsiveContainer width="100%" height={heatHeight(props)}>
              <BarChart
                data={columns}
                margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
                accessibilityLayer={false}
                onMouseMove={release}
              >
                <HeatFields {...props} />
                <XAxis dataKey="place" hide />
                <YAxis hide domain={[0, 1]} />
                <Bar dataKey="whole" isAnimationActive={false} shape={drawNothing} />
                <ChartTip chosen={chosen} cursor="column" />
              </BarChart>
            </ResponsiveContainer>
          )}
        </KeyedPlot>
      </HeatFrame>
    </div>
  )
}
