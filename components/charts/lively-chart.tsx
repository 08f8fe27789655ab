'use client'

import { type ComponentProps, type ComponentType, type ReactNode, useEffect, useRef, useState } from 'react'

/** Each drawing of Recharts with what it is loaded by. They share one piece of script, which only pages with charts load. */
const DRAWINGS = {
  days: () => import('./recharts-day-bars.tsx').then(({ RechartsDayBars }) => RechartsDayBars),
  estimate: () => import('./recharts-estimate-line.tsx').then(({ RechartsEstimateLine }) => RechartsEstimateLine),
  cliff: () => import('./recharts-cliff.tsx').then(({ RechartsCliff }) => RechartsCliff),
  months: () => import('./recharts-month-bars.tsx').then(({ RechartsMonthBars }) => RechartsMonthBars),
  heat: () => import('./recharts-heat.tsx').then(({ RechartsHeat }) => RechartsHeat),
  voltage: () => import('./recharts-voltage-bars.tsx').then(({ RechartsVoltageBars }) => RechartsVoltageBars),
}
type Kind = keyof typeof DRAWINGS
type PropsOf<K extends Kind> = ComponentProps<Awaited<ReturnType<(typeof DRAWINGS)[K]>>>
type Chart = { [K in Kind]: { kind: K; chart: PropsOf<K> } }[Kind]

/**
 * Shows the server's picture until Recharts has drawn its own; without a script or on a thin network it simply stays.
 * Recharts comes with the first sign of somebody who looks further: anything on the page that moves, is touched or scrolled,
 * or a key; for a glance, where most people touch nothing, once somebody points at the picture itself, or uses keys. Whoever
 * only reads what the page says pays neither its hundred kilobytes nor a second of a slow phone's processor.
 */
export function LivelyChart({
  kind,
  chart,
  isGlance = false,
  children,
}: Chart & { isGlance?: boolean /** The server's picture. */; children: ReactNode }) {
  // `Chart` pairs each drawing with its own figures; between here and its return that is not written down again.
  const [Drawing, setDrawing] = useState<ComponentType<object> | null>(null)
  const [isDrawn, setIsDrawn] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const ground = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let gone = false
    const load = () =>
      DRAWINGS[kind]().then(
        (loaded) => {
          if (!gone) setDrawing(() => loaded as ComponentType<object>)
        },
        // The picture that is there says the same.
        () => undefined,
      )
    const stopWaiting = onceTouched(isGlance ? (place.current as HTMLDivElement) : document, load)
    return () => {
      gone = true
      stopWaiting()
    }
  }, [kind, isGlance])
  useEffect(
    () => (Drawing ? onceStill(ground.current as HTMLDivElement, () => setIsDrawn(true)) : undefined),
    [Drawing],
  )
  const isDrawing = Drawing !== null && !isDrawn
  return (
    <div
      ref={place}
      data-lively={kind}
      className={isDrawing ? 'grid grid-cols-1 *:col-start-1 *:row-start-1' : 'contents'}
    >
      {!isDrawn && <div className={isDrawing ? '' : 'contents'}>{children}</div>}
      {Drawing && (
        <div ref={ground} className={isDrawn ? 'contents' : 'invisible'}>
          <Drawing {...chart} />
        </div>
      )}
    </div>
  )
}

function onceTouched(place: HTMLElement | Document, load: () => void): () => void {
  const stop = new AbortController()
  const once = () => {
    stop.abort()
    load()
  }
  // A finger begins with `down`; a mouse that lay there before the script came still moves; a wheel scrolls below it.
  for (const name of ['pointermove', 'pointerdown', 'scroll'])
    place.addEventListener(name, once, { signal: stop.signal })
  document.addEventListener('keydown', once, { signal: stop.signal })
  return () => stop.abort()
}

/**
 * Tells once Recharts has drawn into an element and has changed nothing for a frame: it measures its place first, and then
 * draws in several steps, which a slow phone shows one by one.
 */
function onceStill(ground: HTMLElement, tell: () => void): () => void {
  let frame = 0
  const look = () => {
    cancelAnimationFrame(frame)
    if (!ground.querySelector('.recharts-surface')) return
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(tell)
    })
  }
  const changes = new MutationObserver(look)
  changes.observe(ground, { childList: true, subtree: true, attributes: true })
  look()
  return () => {
    changes.disconnect()
    cancelAnimationFrame(frame)
  }
}
