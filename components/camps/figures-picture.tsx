'use client'

import { percent } from '#components/charts/bar-picture.tsx'
import type { CampFigures } from '#lib/camps/camp-figures.ts'

const ROW = 34
/** Each part has a look of its own, so that the picture survives grey. */
const PARTS = [
  { key: 'resolved', fill: 'var(--bar)', stroke: 'var(--bar)' },
  { key: 'promised', fill: 'var(--bar-est)', stroke: 'var(--bar)' },
  { key: 'rejected', fill: 'var(--sunken)', stroke: 'var(--gap)' },
  { key: 'open', fill: 'var(--bar-over)', stroke: 'var(--bar-over)' },
] as const

type Props = {
  rows: readonly { key: string; name: string; figures: CampFigures }[]
  /** Names of the four parts, in their order. */
  names: readonly string[]
  /** What the picture says. */
  finding: string
}

/** A bar a row, as long as what was registered, in its four parts; the table beside it has the figures. */
export function FiguresPicture({ rows, names, finding }: Props) {
  const top = Math.max(1, ...rows.map(({ figures }) => figures.registered))
  return (
    <>
      <svg width="100%" height={rows.length * ROW} role="img" aria-label={finding} className="block">
        {rows.map(({ key, name, figures }, row) => {
          let from = 0
          return (
            <g key={key}>
              <text x="0" y={row * ROW + 12} fontSize="12" fill="var(--text-2)">
                {name}
              </text>
              {PARTS.map((part) => {
                const x = (from / top) * 100
                const width = (figures[part.key] / top) * 100
                from += figures[part.key]
                return width === 0 ? null : (
                  <rect
                    key={part.key}
                    x={percent(x)}
                    y={row * ROW + 17}
                    width={percent(width)}
                    height="11"
                    fill={part.fill}
                    stroke={part.stroke}
                  />
                )
              })}
            </g>
          )
        })}
      </svg>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-fine text-text-2">
        {PARTS.map((part, index) => (
          <li key={part.key} className="flex items-center gap-1.5">
            <svg width="14" height="12" aria-hidden="true">
              <rect x="1" y="1" width="12" height="10" fill={part.fill} stroke={part.stroke} />
            </svg>
            {names[index]}
          </li>
        ))}
      </ul>
    </>
  )
}
