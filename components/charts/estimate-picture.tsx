'use client'

import { Picture } from './bar-picture.tsx'
import type { EstimateLineProps } from './estimate-line.tsx'
import { EstimateBackground, EstimateForeground, EstimateFrame, EstimateStrokes } from './estimate-plot.tsx'
import type { KeyedProps } from './keyed-plot.tsx'
import { LivelyChart } from './lively-chart.tsx'

type PictureProps = Omit<EstimateLineProps, 'locale'>

/** The drawing of `EstimateLine`, with what it answers to a hand. */
export function LivelyEstimate(props: PictureProps & KeyedProps) {
  return (
    <LivelyChart kind="estimate" chart={props}>
      <EstimatePicture {...props} />
    </LivelyChart>
  )
}

/** Whole without a script. */
function EstimatePicture(props: PictureProps) {
  return (
    <Picture figure={props.figure}>
      <EstimateFrame {...props}>
        {(heightClass) => (
          <svg width="100%" className={`block overflow-visible ${heightClass}`} aria-hidden="true">
            <EstimateBackground {...props} />
            <EstimateStrokes {...props} />
            <EstimateForeground {...props} />
          </svg>
        )}
      </EstimateFrame>
    </Picture>
  )
}
