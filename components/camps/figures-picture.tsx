'use client'

import { percent } from '#components/charts/bar-picture.tsx'
import { OUTCOME_LOOKS } from '#components/charts/legend.tsx'
import type { CampFigures } from '#lib/camps/camp-figures.ts'
import { OUTCOMES } from './outcomes.ts'

const ROW = 34

/** A bar a row, as long as what was registered, in its four parts. `figure` names the finding and the summary. */
export function FiguresPicture(props: {
  rows: readonly { key: string; name: string; figures: CampFigures }[]
  figure: string
}) {
  const { rows, figure } = props
  const top = Math.max(1, ...rows.map(({ figures }) => figures.registered))
  return (
    <div role="img" aria-labelledby={`${figure}-finding`} aria-describedby={`${figure}-summary`}>
      <svg width="100%" height={rows.length * ROW} aria-hidden="true" className="block">
        {rows.map(({ key, name, figures }, row) => {
          let from = 0
          return (
            <g key={key}>
              <text x="0" y={row * ROW + 12} fontSize="12" fill="var(--text-2)">
                {name}
              </text>
              {OUTCOMES.map((part) => {
                const x = (from / top) * 100
                from += figures[part]
                return figures[part] === 0 ? null : (
                  <rect
                    key={part}
                    x={percent(x)}
                    y={row * ROW + 17}
                    width={percent((figures[part] / top) * 100)}
                    height="11"
                    {...OUTCOME_LOOKS[part]}
                  />
                )
              })}
            </g>
          )
        })}
      </svg>
    </div>
  )
}
