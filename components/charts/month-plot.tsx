import type { ReactNode } from 'react'
import { Bar, Hatch, heightAt, LastYearMark, LimitLine, PlotLabel, percent } from './bar-picture.tsx'
import { labelPlace, lastYearMarks, limitSide, type Mark, missingRuns, niceScale } from './day-series.ts'
import type { MonthBarsProps, MonthPoint } from './month-bars.tsx'

/** The parts of bars of months, for the server's picture and for Recharts. */
export const MONTHS_HEIGHT = 'h-36 lg:h-44'

export function monthScale({ points, limit }: Pick<MonthBarsProps, 'points' | 'limit'>): number {
  const values = points.flatMap(({ value, lastYear }) => [value ?? 0, lastYear ?? 0])
  return niceScale(Math.max(limit?.value ?? 0, ...values)).top
}

/** The names of the months below a plot. */
export function MonthFrame({ points, children }: Pick<MonthBarsProps, 'points'> & { children: ReactNode }) {
  const count = points.length
  const slot = 100 / count
  return (
    <>
      {children}
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
    </>
  )
}

export function MonthBackground({ figure, points }: MonthBarsProps) {
  const slot = 100 / points.length
  return (
    <>
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
    </>
  )
}

export function MonthBar({ points, limit, place }: Omit<MonthBarsProps, 'figure'> & { place: number }) {
  const { value = null, kind = 'missing', current } = points[place] ?? {}
  if (value === null || kind === 'missing') return null
  const slot = 100 / points.length
  const look = kind === 'estimated' ? 'estimated' : current ? 'current' : 'measured'
  const top = monthScale({ points, limit })
  return <Bar x={place * slot + slot / 6} width={(slot * 2) / 3} value={value} top={top} look={look} />
}

export function MonthForeground({ points, limit }: MonthBarsProps) {
  const count = points.length
  const slot = 100 / count
  const top = monthScale({ points, limit })
  const marks = markedMonths(points)
  return (
    <>
      {limit && (
        <LimitLine limit={limit} top={top} side={limitSide(limit, [...marks, ...lastYearMarks(points)], count, top)} />
      )}
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
    </>
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
