'use client'

import { Picture, percent } from './bar-picture.tsx'

export type DifferenceRow = { key: string; label: string; value: number; amount: string }

const ROW = 50

/** Parts of a difference as bars from a line of zero: more to the right, less to the left, each with its amount. */
export function DifferenceBars({ figure, rows }: { figure: string; rows: readonly DifferenceRow[] }) {
  const [least, most] = [Math.min(0, ...rows.map(({ value }) => value)), Math.max(0, ...rows.map(({ value }) => value))]
  const span = most - least || 1
  const at = (value: number) => ((value - least) / span) * 100
  return (
    <Picture figure={figure}>
      <svg width="100%" height={rows.length * ROW} className="block overflow-visible" aria-hidden="true">
        {rows.map(({ key, label, value, amount }, index) => (
          <g key={key} transform={`translate(0 ${index * ROW})`}>
            <text x="0" y="16" className="chart-label fill-text">
              {label}
            </text>
            <text x="100%" y="16" textAnchor="end" className="chart-label fill-text">
              {amount}
            </text>
            <rect
              x={percent(Math.min(at(0), at(value)))}
              y="24"
              width={percent(Math.max(Math.abs(at(value) - at(0)), 0.4))}
              height="14"
              rx="2.5"
              fill="var(--bar)"
            />
          </g>
        ))}
        <line
          x1={percent(at(0))}
          x2={percent(at(0))}
          y1="22"
          y2={rows.length * ROW - 8}
          stroke="var(--line-strong)"
          strokeWidth="1"
        />
      </svg>
    </Picture>
  )
}
