'use client'

import { Picture } from './bar-picture.tsx'
import { HeatFields, HeatFrame, heatHeight, type PlotProps } from './heat-plot.tsx'
import type { KeyedProps } from './keyed-plot.tsx'
import { LivelyChart } from './lively-chart.tsx'

/** The drawing of `HeatMap`, with what it answers to a hand. */
export function LivelyHeat(props: PlotProps & KeyedProps) {
  return (
    <LivelyChart kind="heat" chart={props}>
      <HeatPicture {...props} />
    </LivelyChart>
  )
}

/** Whole without a script. */
function HeatPicture(props: PlotProps) {
  return (
    <Picture figure={props.figure}>
      <HeatFrame {...props}>
        <svg width="100%" height={heatHeight(props)} className="block overflow-visible" aria-hidden="true">
          <HeatFields {...props} />
        </svg>
      </HeatFrame>
    </Picture>
  )
}
