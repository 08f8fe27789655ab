'use client'

import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import type { DayBarsProps } from './day-bars.tsx'

export type InteractiveProps = Omit<DayBarsProps, 'locale'> & {
  /** How the keys work, read out with the chart. */
  name: string
}

/** Shows the server's picture until Recharts is there; without a script or on a thin network it simply stays. */
export function InteractiveDayBars({ children, ...props }: InteractiveProps & { children: ReactNode }) {
  const [Chart, setChart] = useState<ComponentType<InteractiveProps> | null>(null)
  useEffect(() => {
    let gone = false
    const load = () =>
      import('./recharts-day-bars.tsx').then(
        (loaded) => {
          if (!gone) setChart(() => loaded.RechartsDayBars)
        },
        // The picture that is there says the same.
        () => undefined,
      )
    if (typeof requestIdleCallback === 'undefined') {
      const timer = setTimeout(load, 500)
      return () => {
        gone = true
        clearTimeout(timer)
      }
    }
    const idle = requestIdleCallback(load)
    return () => {
      gone = true
      cancelIdleCallback(idle)
    }
  }, [])
  return Chart ? <Chart {...props} /> : children
}
