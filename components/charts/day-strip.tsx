'use client'

import { percent } from './bar-picture.tsx'

export type StripPart = { from: number; to: number; kind: 'breakdown' | 'planned' | 'unknown' }

const MINUTES_A_DAY = 1440
/** Shorter parts would vanish; 0.8 % of a phone's strip are two pixels. */
const LEAST_PERCENT = 0.8

/**
 * Twenty-four hours of a day as a strip: supply on, a breakdown (taller than the strip), announced work (hatched in ink)
 * and what is not known (hatched pale). The words beside it say the same, so it is skipped by readers.
 */
export function DayStrip({ figure, parts }: { figure: string; parts: readonly StripPart[] }) {
  return (
    <svg width="100%" height="22" className="block overflow-visible" aria-hidden="true">
      <rect x="0" y="4" width="100%" height="14" rx="4" fill="var(--band)" stroke="var(--band-edge)" strokeWidth="1" />
      {parts.map((part) => (
        <Part key={`${part.kind}${part.from}`} {...part} figure={figure} />
      ))}
    </svg>
  )
}

function Part({ from, to, kind, figure }: StripPart & { figure: string }) {
  const width = Math.max(((to - from) / MINUTES_A_DAY) * 100, LEAST_PERCENT)
  const place = { x: percent(Math.min((from / MINUTES_A_DAY) * 100, 100 - width)), width: percent(width) }
  if (kind === 'unknown') return <rect {...place} y="4" height="14" fill={`url(#${figure}-hatch)`} />
  if (kind === 'planned')
    return (
      <rect {...place} y="2" height="18" rx="3" fill={`url(#${figure}-ink)`} stroke="var(--outage)" strokeWidth="1.5" />
    )
  return <rect {...place} y="1" height="20" rx="2" fill="var(--outage)" />
}

/** The hours below strips, five of them from midnight to midnight. */
export function StripHours({ labels }: { labels: readonly [string, string, string, string] }) {
  const anchors = ['start', 'middle', 'middle', 'middle', 'end'] as const
  return (
    <svg width="100%" height="20" className="block overflow-visible" aria-hidden="true">
      {[...labels, labels[0]].map((label, index) => (
        <text
          key={anchors[index] + String(index)}
          x={`${index * 25}%`}
          y="14"
          textAnchor={anchors[index]}
          className="chart-axis"
        >
          {label}
        </text>
      ))}
    </svg>
  )
}
