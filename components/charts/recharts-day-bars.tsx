'use client'

import { type KeyboardEvent, useId, useState } from 'react'
import { Bar, BarChart, type BarShapeProps, ResponsiveContainer, Tooltip, XAxis, YAxis, ZIndexLayer } from 'recharts'
import { Axis, HEADROOM } from './bar-picture.tsx'
import { DayFooter } from './day-footer.tsx'
import { DayBar, PlotBackground, PlotForeground, plotHeight } from './day-plot.tsx'
import { type DayPoint, dayScale } from './day-series.ts'
import type { InteractiveProps } from './interactive-day-bars.tsx'

// Recharts draws bars at 300 and the cursor below them; lines and figures belong on top.
const ABOVE_THE_BARS = 1500

/**
 * The same picture with Recharts in its middle, which adds the tooltip. The arrow keys walk over the days: one tab
 * stop, and the day reached is read out. Nothing is animated: the bars must not move when this takes the picture's place.
 */
export function RechartsDayBars(props: InteractiveProps) {
  const { figure, points, unit, limit, ceilings, small = false, name } = props
  const [chosen, setChosen] = useState<number | null>(null)
  const hintId = useId()
  const { top, ticks } = dayScale(points, limit, ceilings)

  function onKeyDown(event: KeyboardEvent) {
    const last = points.length - 1
    const steps: Record<string, number> = {
      ArrowRight: chosen === null ? 0 : chosen + 1,
      ArrowLeft: chosen === null ? last : chosen - 1,
      Home: 0,
      End: last,
    }
    if (event.key === 'Escape') setChosen(null)
    const to = steps[event.key]
    if (to === undefined) return
    event.preventDefault()
    setChosen(Math.min(last, Math.max(0, to)))
  }

  const drawDay = ({ originalDataIndex: place }: BarShapeProps) => {
    const point = points[place]
    return point ? <DayBar point={point} place={place} count={points.length} top={top} /> : <g />
  }

  return (
    <div>
      {!small && <p className="text-axis text-text-2">{unit}</p>}
      <div className="flex">
        {!small && <Axis ticks={ticks} top={top} heightClass={plotHeight()} />}
        <div className="min-w-0 grow">
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for questions; this is a plot with keys */}
          <div
            role="group"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys need a place to start from
            tabIndex={0}
            aria-labelledby={`${figure}-finding`}
            aria-describedby={`${figure}-summary ${hintId}`}
            onKeyDown={onKeyDown}
            onBlur={() => setChosen(null)}
            className={`rounded-lg ${plotHeight(small)}`}
          >
            <span id={hintId} className="sr-only">
              {name}
            </span>
            <ResponsiveContainer width="100%" height="100%">
              <BarChart
                data={points as DayPoint[]}
                margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
                accessibilityLayer={false}
                onMouseMove={() => setChosen(null)}
              >
                <PlotBackground {...props} />
                <XAxis dataKey="day" hide />
                <YAxis hide domain={[0, top / (1 - HEADROOM / 100)]} />
                <Bar dataKey="value" isAnimationActive={false} shape={drawDay} />
                <ZIndexLayer zIndex={ABOVE_THE_BARS}>
                  <PlotForeground {...props} />
                </ZIndexLayer>
                <Tooltip
                  key={chosen}
                  active={chosen === null ? undefined : true}
                  defaultIndex={chosen ?? undefined}
                  isAnimationActive={false}
                  filterNull={false}
                  cursor={{ fill: 'var(--text)', fillOpacity: 0.07 }}
                  content={DayTip}
                />
              </BarChart>
            </ResponsiveContainer>
          </div>
          <DayFooter {...props} />
        </div>
      </div>
      <p role="status" className="sr-only">
        {chosen === null ? '' : points[chosen]?.spoken}
      </p>
    </div>
  )
}

/** What a day says; the live region says the same to those who use the keys. */
function DayTip({ payload }: { payload?: readonly { payload?: DayPoint }[] }) {
  const spoken = payload?.[0]?.payload?.spoken
  if (!spoken) return null
  return (
    <p
      aria-hidden="true"
      className="w-max max-w-56 rounded-[10px] border border-line bg-surface px-3 py-1.5 text-fine font-semibold text-text shadow-[0_8px_32px_rgb(16_19_28/0.18)]"
    >
      {spoken}
    </p>
  )
}
