'use client'

import { Picture } from './bar-picture.tsx'
import type { KeyedProps } from './keyed-plot.tsx'
import { LivelyChart } from './lively-chart.tsx'
import type { VoltageBarsProps } from './voltage-bars.tsx'
import { VoltageBackground, VoltageDay, VoltageForeground, VoltageFrame } from './voltage-plot.tsx'

type PictureProps = Omit<VoltageBarsProps, 'locale'>

/** The drawing of `VoltageBars`, with what it answers to a hand. */
export function LivelyVoltage(props: PictureProps & KeyedProps) {
  return (
    <LivelyChart kind="voltage" chart={props}>
      <VoltagePicture {...props} />
    </LivelyChart>
  )
}

/** Whole without a script. */
function VoltagePicture(props: PictureProps) {
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
