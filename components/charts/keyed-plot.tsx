'use client'

import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { Tooltip } from 'recharts'

/** Recharts draws bars and lines at 300 and 400 and the cursor below them; marks and figures belong on top. */
export const ABOVE_THE_SERIES = 1500

/** What every drawing of Recharts needs beside its own figures. */
export type KeyedProps = {
  /** The id of the `Figure` around it. */
  figure: string
  /** How the keys work, read out with the chart. */
  keys: string
}

/**
 * The plot of a chart as one tab stop. The arrow keys walk over what it shows, and the value reached is read out; the
 * pointer takes over again as soon as it moves.
 */
export function KeyedPlot(
  props: KeyedProps & {
    /** A sentence for each value, in the order of the chart's data. */
    spoken: readonly string[]
    className: string
    children: (walk: { chosen: number | null; release: () => void }) => ReactNode
  },
) {
  const { figure, keys, spoken, className, children } = props
  const [chosen, setChosen] = useState<number | null>(null)
  const hintId = useId()
  const release = () => setChosen(null)

  function onKeyDown(event: KeyboardEvent) {
    const last = spoken.length - 1
    const steps: Record<string, number> = {
      ArrowRight: chosen === null ? 0 : chosen + 1,
      ArrowLeft: chosen === null ? last : chosen - 1,
      Home: 0,
      End: last,
    }
    if (event.key === 'Escape') release()
    const to = steps[event.key]
    if (to === undefined) return
    event.preventDefault()
    setChosen(Math.min(last, Math.max(0, to)))
  }

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for questions; this is a plot with keys */}
      <div
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys need a place to start from
        tabIndex={0}
        aria-labelledby={`${figure}-finding`}
        aria-describedby={`${figure}-summary ${hintId}`}
        onKeyDown={onKeyDown}
        onBlur={release}
        className={`rounded-lg ${className}`}
      >
        <span id={hintId} className="sr-only">
          {keys}
        </span>
        {/* Its labels by themselves would be loose figures to those who listen. */}
        <div aria-hidden="true" className="size-full">
          {children({ chosen, release })}
        </div>
      </div>
      <p role="status" className="sr-only">
        {chosen === null ? '' : spoken[chosen]}
      </p>
    </>
  )
}

/** The sentence of the value below the pointer, or of the one that the keys have reached. */
export function ChartTip({ chosen, cursor }: { chosen: number | null; cursor: 'column' | 'line' }) {
  const looks = {
    column: { fill: 'var(--text)', fillOpacity: 0.07 },
    line: { stroke: 'var(--text)', strokeOpacity: 0.3 },
  }
  return (
    <Tooltip
      key={chosen}
      active={chosen === null ? undefined : true}
      defaultIndex={chosen ?? undefined}
      isAnimationActive={false}
      filterNull={false}
      cursor={looks[cursor]}
      content={TipText}
    />
  )
}

/** The live region says the same to those who use the keys. */
function TipText({ payload }: { payload?: readonly { payload?: { spoken?: string } }[] }) {
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
