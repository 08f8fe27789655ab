'use client'

import { Picture } from './bar-picture.tsx'
import type { VoltageBarsProps } from './voltage-bars.tsx'
import { VoltageBackground, VoltageDay, VoltageForeground, VoltageFrame } from './voltage-plot.tsx'

/** The drawing of `VoltageBars` without a script. */
export function VoltagePicture(props: Omit<VoltageBarsProps, 'locale'>) {
  return (
    <Picture figure={props.figure}>
      <VoltageFrame {...props}>
        {(heightClass) => (
          <svg width="100%" className={`block ${heightClass}`} aria-hidden="true">
            <VoltageBackground {...props} />
            {props.points.map(({ day }, place) => (
              <VoltageDay key={day} {...props} place={place} />
            ))}
            <VoltageForeground {...props} />
          </svg>
        )}
      </VoltageFrame>
    </Picture>
  )
}
