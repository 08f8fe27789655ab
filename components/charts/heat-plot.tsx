import type { ReactNode } from 'react'
import { Hatch, percent } from './bar-picture.tsx'
import { HEAT_LEVELS, heatFill, OverMark } from './heat-cell.tsx'
import type { HeatMapProps } from './heat-map.tsx'
import { readMark } from './heat-scale.ts'

/** The parts of a heat picture, for the server's picture and for Recharts. */
export type PlotProps = Omit<HeatMapProps, 'locale' | 'rows' | 'edges'> & {
  /** `marks` has a letter for each field. */
  rows: readonly { label: string; marks: string }[]
}

const ROW = 27
const GAP = 3
/** Of the plot's own width; the screen's width stretches it. */
const SLOT = 100
const CORNERS = { strokeWidth: 3, strokeLinejoin: 'round', vectorEffect: 'non-scaling-stroke' } as const

const hatchOf = ({ figure, part }: PlotProps) => `${figure}-${part}-hatch`
export const heatHeight = ({ rows }: Pick<PlotProps, 'rows'>): number => rows.length * ROW
export const columnCount = ({ rows }: Pick<PlotProps, 'rows'>): number => rows[0]?.marks.length ?? 1

/** Names of rows and columns around a plot. */
export function HeatFrame(props: PlotProps & { children: ReactNode }) {
  const { rows, columnLabels, children } = props
  const slot = 100 / columnCount(props)
  const labelWidth = Math.max(...rows.map(({ label }) => label.length)) * 7.4 + 10
  return (
    <div className="flex">
      <svg width={labelWidth} height={heatHeight(props)} className="shrink-0 overflow-visible" aria-hidden="true">
        {rows.map(({ label }, row) => (
          <text key={label} x="0" y={row * ROW + (ROW - GAP) / 2 + 4} className="chart-axis">
            {label}
          </text>
        ))}
      </svg>
      <div className="min-w-0 grow">
        {children}
        <svg width="100%" height="18" className="block overflow-visible" aria-hidden="true">
          {columnLabels.map(({ place, label }) => (
            <text key={place} x={percent(place * slot)} y="13" className="chart-axis">
              {label}
            </text>
          ))}
        </svg>
      </div>
    </div>
  )
}

/**
 * All fields of a plot. Those of one level are one path, since fields by themselves would be most of a page's elements;
 * its stroke rounds their corners, whatever the width of the screen makes of them.
 */
export function HeatFields(props: PlotProps) {
  const { rows } = props
  const columns = columnCount(props)
  const fields = rows.flatMap(({ marks }, row) =>
    [...marks].flatMap((letter, place) => {
      const mark = readMark(letter)
      return mark ? [{ place, row, ...mark }] : []
    }),
  )
  return (
    <>
      <Hatch id={hatchOf(props)} />
      <svg
        width="100%"
        height={heatHeight(props)}
        viewBox={`0 0 ${columns * SLOT} ${heatHeight(props)}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {HEAT_LEVELS.map((level) => {
          const of = fields.filter((field) => field.level === level)
          return of.length > 0 && <path key={level} d={of.map(outline).join('')} {...heatFill(level)} {...CORNERS} />
        })}
      </svg>
      {rows.flatMap(({ label, marks }, row) =>
        unknownRuns(marks).map(({ from, to }) => (
          <rect
            key={`${label}${from}`}
            x={percent(((from + 0.04) / columns) * 100)}
            y={row * ROW}
            width={percent(((to - from - 0.08) / columns) * 100)}
            height={ROW - GAP}
            rx="3"
            fill={`url(#${hatchOf(props)})`}
          />
        )),
      )}
      {fields.map(
        ({ place, row, level, over }) =>
          over && (
            <svg
              key={`${row}-${place}`}
              x={percent(((place + 0.5) / columns) * 100)}
              y={row * ROW + (ROW - GAP) / 2}
              overflow="visible"
              aria-hidden="true"
            >
              <OverMark level={level} />
            </svg>
          ),
      )}
    </>
  )
}

/** Where a field's path runs: half of its stroke lies outside. */
function outline({ place, row }: { place: number; row: number }): string {
  const width = SLOT * 0.82
  return `M${place * SLOT + (SLOT - width) / 2} ${row * ROW + 1.5}h${width}v${ROW - GAP - 3}h-${width}z`
}

/** Fields next to each other that nobody measured. */
function unknownRuns(marks: string): { from: number; to: number }[] {
  return [...marks.matchAll(/-+/g)].map(({ 0: run, index }) => ({ from: index, to: index + run.length }))
}
