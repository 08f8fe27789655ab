'use client'

import { Picture } from './bar-picture.tsx'
import { CliffFrame, CliffStrokes } from './cliff-plot.tsx'
import type { KeyedProps } from './keyed-plot.tsx'
import type { LimitCliffProps } from './limit-cliff.tsx'
import { LivelyChart } from './lively-chart.tsx'

type PictureProps = Omit<LimitCliffProps, 'locale'>

/** The drawing of `LimitCliff`, with what it answers to a hand. */
export function LivelyCliff(props: PictureProps & KeyedProps) {
  return (
    <LivelyChart kind="cliff" chart={props}>
      <CliffPicture {...props} />
    </LivelyChart>
  )
}

/** Whole without a script. */
function CliffPicture(props: PictureProps) {
  return (
    <Picture figure={props.figure}>
      <CliffFrame {...props}>
        {(heightClass) => (
          <svg width="100%" className={`block overflow-visible ${heightClass}`} aria-hidden="true">
            <CliffStrokes {...props} />
          </svg>
        )}
      </CliffFrame>
    </Picture>
  )
}
