'use client'

import { Picture } from './bar-picture.tsx'
import { HeatFields, HeatFrame, heatHeight, type PlotProps } from './heat-plot.tsx'

/** The drawing of `HeatMap` without a script. */
export function HeatPicture(props: PlotProps) {
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
