'use client'

import { Picture } from './bar-picture.tsx'
import type { EstimateLineProps } from './estimate-line.tsx'
import { EstimateBackground, EstimateForeground, EstimateFrame, EstimateStrokes } from './estimate-plot.tsx'

/** The drawing of `EstimateLine` without a script. */
export function EstimatePicture(props: Omit<EstimateLineProps, 'locale'>) {
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
