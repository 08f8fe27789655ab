'use client'

import { percent } from './bar-picture.tsx'
import { type Limit, labelPlace } from './day-series.ts'

export type LimitBarProps = {
  /** Units so far and their label, such as "189 so far". */
  done: Limit
  /** The limit and its label, such as "free limit 200". */
  limit: Limit
  /** Where the period is expected to end. */
  range?: { from: number; to: number }
  /** What the picture says, for those who cannot see it. */
  description: string
}

/** How much of a limit is used: done, the expected range outlined, the limit as a line. */
export function LimitBar({ done, limit, range, description }: LimitBarProps) {
  const top = Math.max(done.value, limit.value, range?.to ?? 0) * 1.045 || 1
  const at = (value: number) => (Math.max(0, value) / top) * 100
  return (
    <svg width="100%" height="76" className="block overflow-visible" role="img" aria-label={description}>
      <rect x="0" y="27" width="100%" height="18" rx="9" fill="var(--sunken)" stroke="var(--line)" strokeWidth="1" />
      {range && (
        <rect
          x={percent(at(range.from))}
          y="28"
          width={percent(Math.max(at(range.to) - at(range.from), 1))}
          height="16"
          fill="var(--bar-est)"
          stroke="var(--bar)"
          strokeWidth="1.5"
        />
      )}
      {done.value > 0 && <rect x="0" y="27" width={percent(at(done.value))} height="18" rx="9" fill="var(--bar)" />}
      {done.value > 0 && at(done.value) > 8 && (
        <rect x={percent(at(done.value) - 4)} y="27" width="4%" height="18" fill="var(--bar)" />
      )}
      <line
        x1={percent(at(limit.value))}
        x2={percent(at(limit.value))}
        y1="20"
        y2="52"
        stroke="var(--surface)"
        strokeWidth="7"
      />
      <line
        x1={percent(at(limit.value))}
        x2={percent(at(limit.value))}
        y1="20"
        y2="52"
        stroke="var(--limit)"
        strokeWidth="3"
      />
      <Caption at={at(done.value)} y={15} label={done.label} className="fill-text" />
      <text x="0" y="70" className="chart-axis">
        0
      </text>
      <Caption at={at(limit.value)} y={70} label={limit.label} className="fill-limit" />
    </svg>
  )
}

function Caption({ at, y, label, className }: { at: number; y: number; label: string; className: string }) {
  const { x, anchor } = labelPlace(at / 100 - 0.5, 1, label)
  return (
    <text x={percent(x)} y={y} textAnchor={anchor} className={`chart-label ${className}`}>
      {label}
    </text>
  )
}
