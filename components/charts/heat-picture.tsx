import { Hatch, Picture, percent } from './bar-picture.tsx'
import { HeatCell } from './heat-cell.tsx'
import { heatLevel } from './heat-scale.ts'

export type HeatField = {
  /** In the picture's unit; null where nothing was measured: hatched. */
  value: number | null
  over: boolean
}
export type HeatPictureProps = {
  /** The id of the `Figure` around it. */
  figure: string
  /** A picture of one width of screen has its own name for what hatches it. */
  part: string
  rows: readonly { label: string; fields: readonly HeatField[] }[]
  /** Names below some columns, by their place. */
  columnLabels: readonly { place: number; label: string }[]
  edges: readonly number[]
}

const ROW = 27
const GAP = 3

/** Fields in rows, darker for more. It only hints: the figures stand in the table below it. */
export function HeatPicture({ figure, part, rows, columnLabels, edges }: HeatPictureProps) {
  const count = rows[0]?.fields.length ?? 1
  const slot = 100 / count
  const hatch = `${figure}-${part}-hatch`
  const height = rows.length * ROW
  const labelWidth = Math.max(...rows.map(({ label }) => label.length)) * 7.4 + 10
  return (
    <Picture figure={figure}>
      <div className="flex">
        <svg width={labelWidth} height={height} className="shrink-0 overflow-visible" aria-hidden="true">
          {rows.map(({ label }, row) => (
            <text key={label} x="0" y={row * ROW + (ROW - GAP) / 2 + 4} className="chart-axis">
              {label}
            </text>
          ))}
        </svg>
        <svg width="100%" height={height + 18} className="block min-w-0 grow overflow-visible" aria-hidden="true">
          <Hatch id={hatch} />
          {rows.map(({ label, fields }, row) =>
            fields.map(({ value, over }, place) => {
              const key = `${label} ${place}`
              const x = percent(place * slot + slot * 0.04)
              const width = percent(slot * 0.92)
              const size = { x, y: row * ROW, width, height: ROW - GAP }
              return value === null ? (
                <rect key={key} {...size} rx="3" fill={`url(#${hatch})`} />
              ) : (
                <HeatCell key={key} {...size} level={heatLevel(value, edges)} over={over} />
              )
            }),
          )}
          {columnLabels.map(({ place, label }) => (
            <text key={place} x={percent(place * slot)} y={height + 13} className="chart-axis">
              {label}
            </text>
          ))}
        </svg>
      </div>
    </Picture>
  )
}
