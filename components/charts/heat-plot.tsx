import type { ReactNode } from 'react'
import { Hatch, percent } from './bar-picture.tsx'
import { HeatCell } from './heat-cell.tsx'
import type { HeatPictureProps } from './heat-picture.tsx'
import { readMark } from './heat-scale.ts'

/** The parts of a heat picture, for the server's picture and for Recharts. */
export type PlotProps = Omit<HeatPictureProps, 'locale' | 'rows' | 'edges'> & {
  /** `marks` has a letter for each field. */
  rows: readonly { label: string; marks: string }[]
}

const ROW = 27
const GAP = 3

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

export const HeatHatch = (props: PlotProps) => <Hatch id={hatchOf(props)} />

/** The fields of all rows at one place. */
export function HeatColumn(props: PlotProps & { place: number }) {
  const { place, rows } = props
  const slot = 100 / columnCount(props)
  return rows.map(({ label, marks }, row) => {
    const mark = readMark(marks[place])
    const size = {
      x: percent(place * slot + slot * 0.04),
      y: row * ROW,
      width: percent(slot * 0.92),
      height: ROW - GAP,
    }
    return mark ? (
      <HeatCell key={label} {...size} {...mark} />
    ) : (
      <rect key={label} {...size} rx="3" fill={`url(#${hatchOf(props)})`} />
    )
  })
}
