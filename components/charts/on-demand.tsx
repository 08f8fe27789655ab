'use client'

import { type ComponentProps, type ComponentType, lazy, type ReactNode } from 'react'

/*
 * What draws, as script that comes with a page that shows it. Next.js has one list of files for an address, and at the same
 * address a connection without a smart meter has nothing drawn: as parts of the page these would come all the same.
 */
export const LivelyCliff = onDemand(() => import('./cliff-picture.tsx').then((file) => file.LivelyCliff))
export const LivelyDayBars = onDemand(() => import('./day-bars-picture.tsx').then((file) => file.LivelyDayBars))
export const LivelyEstimate = onDemand(() => import('./estimate-picture.tsx').then((file) => file.LivelyEstimate))
export const LivelyHeat = onDemand(() => import('./heat-picture.tsx').then((file) => file.LivelyHeat))
export const LivelyMonths = onDemand(() => import('./month-bars.tsx').then((file) => file.LivelyMonths))
export const LivelyVoltage = onDemand(() => import('./voltage-picture.tsx').then((file) => file.LivelyVoltage))
export const DayStrip = onDemand(() => import('./day-strip.tsx').then((file) => file.DayStrip))
export const StripHours = onDemand(() => import('./day-strip.tsx').then((file) => file.StripHours))
export const Legend = onDemand(() => import('./legend.tsx').then((file) => file.Legend))
export const LimitBar = onDemand(() => import('./limit-bar.tsx').then((file) => file.LimitBar))
export const MonthBars = onDemand(() => import('./month-bars.tsx').then((file) => file.MonthBars))

/**
 * A part whose file React loads when it first draws it. A function stands around it, for React loads what this file exports in
 * the same way, and takes no such part within another. No `Suspense` stands around it: the server waits for the file, where
 * React would send a large part hidden, for a script to show. `next/dynamic` does all this with a kilobyte more.
 */
function onDemand<P extends object>(load: () => Promise<ComponentType<P>>): (props: P) => ReactNode {
  const Part = lazy(() => load().then((loaded) => ({ default: loaded }), stayAsDrawn))
  return (props) => <Part {...(props as ComponentProps<typeof Part>)} />
}

/** In a browser that does not get the file the page goes on waiting for it, which leaves everything as the server drew it. */
function stayAsDrawn(reason: unknown): Promise<never> {
  if (typeof window === 'undefined') throw reason
  return new Promise(() => undefined)
}
