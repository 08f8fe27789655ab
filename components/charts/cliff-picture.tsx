'use client'

import { Picture } from './bar-picture.tsx'
import { CliffFrame, CliffStrokes } from './cliff-plot.tsx'
import type { LimitCliffProps } from './limit-cliff.tsx'

/** The drawing of `LimitCliff` without a script. */
export function CliffPicture(props: Omit<LimitCliffProps, 'locale'>) {
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
