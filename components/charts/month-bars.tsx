import { Bar, Hatch, heightAt, LastYearMark, LimitLine, Picture, PlotLabel, percent } from './bar-picture.tsx'
import { type Limit, labelPlace, limitSide, type Mark, missingRuns, niceScale } from './day-series.ts'

export type MonthPoint = {
  /** `YYYY-MM`. */
  month: string
  value: number | null
  kind: 'measured' | 'estimated' | 'missing'
  /** The value as people read it. */
  label: string
  /** The month below its bar, such as "Oct". */
  shortMonth: string
  /** The month that the page is about: drawn darker and with its figure. */
  current?: boolean
  /** The same month of the year before, drawn as a hollow mark. */
  lastYear?: number | null
}

/** Up to 13 months as bars with a limit across. Highest and current month carry their figures. */
export function MonthBars({ figure, points, limit }: { figure: string; points: readonly MonthPoint[]; limit?: Limit }) {
  const count = points.length
  const slot = 100 / count
  const { top } = niceScale(
    Math.max(limit?.value ?? 0, ...points.flatMap(({ value, lastYear }) => [value ?? 0, lastYear ?? 0])),
  )
  const marks = markedMonths(points)
  return (
    <Picture figure={figure}>
      <svg width="100%" className="block h-36 lg:h-44" aria-hidden="true">
        <Hatch id={`${figure}-hatch`} />
        {missingRuns(points).map(({ from, to }) => (
          <rect
            key={from}
            x={percent(from * slot + slot / 6)}
            y={percent(heightAt(1, 1))}
            width={percent((to - from + 1) * slot - slot / 3)}
            height="100%"
            fill={`url(#${figure}-hatch)`}
          />
        ))}
        {points.map(({ month, value, kind, current }, place) =>
          value === null || kind === 'missing' ? null : (
            <Bar
              key={month}
              x={place * slot + slot / 6}
              width={(slot * 2) / 3}
              value={value}
              top={top}
              look={kind === 'estimated' ? 'estimated' : current ? 'current' : 'measured'}
            />
          ),
        )}
        {limit && <LimitLine limit={limit} top={top} side={limitSide(limit, marks, count, top)} />}
        {points.map(({ month, lastYear }, place) =>
          typeof lastYear === 'number' ? (
            <LastYearMark key={month} x={place * slot + slot / 6} width={(slot * 2) / 3} value={lastYear} top={top} />
          ) : null,
        )}
        {marks.map(({ place, value, label }) => {
          const { x, anchor } = labelPlace(place, count, label)
          return (
            <PlotLabel key={place} x={x} y={heightAt(value, top)} anchor={anchor}>
              {label}
            </PlotLabel>
          )
        })}
      </svg>
      <svg width="100%" height="24" className="block overflow-visible" aria-hidden="true">
        <line x1="0" x2="100%" y1="0.5" y2="0.5" stroke="var(--line-strong)" strokeWidth="1" />
        {points.map(({ month, shortMonth }, place) => (
          <text
            key={month}
            x={percent((place + 0.5) * slot)}
            y="19"
            textAnchor="middle"
            className="chart-axis @max-lg:hidden"
          >
            {shortMonth}
          </text>
        ))}
        {narrowPlaces(count).map((place) => {
          const { month = '', shortMonth = '' } = points[place] ?? {}
          const { x, anchor } = labelPlace(place, count, shortMonth)
          return (
            <text key={month} x={percent(x)} y="19" textAnchor={anchor} className="chart-axis @lg:hidden">
              {shortMonth}
            </text>
          )
        })}
      </svg>
    </Picture>
  )
}

/** The months that are named where there is no room for all: the first, the middle one, the last. */
function narrowPlaces(count: number): number[] {
  return [...new Set([0, ...(count > 4 ? [Math.floor(count / 2)] : []), count - 1])]
}

/** The highest month and the current one; where their figures would touch, the current one stays. */
function markedMonths(points: readonly MonthPoint[]): Mark[] {
  const known = points.flatMap(({ value, label, current }, place) =>
    value === null ? [] : [{ value, label, current, place }],
  )
  const first = known[0]
  if (!first) return []
  const highest = known.reduce((best, mark) => (mark.value > best.value ? mark : best), first)
  const shown = known.find((mark) => mark.current) ?? known.at(-1) ?? first
  const touching = Math.abs(highest.place - shown.place) < 2
  return highest === shown || touching ? [shown] : [highest, shown]
}
