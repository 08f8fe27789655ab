import type { ReactNode } from 'react'
import { Axis, GridLines, heightAt, LimitLine, PlotLabel, percent } from './bar-picture.tsx'
import { plotHeight } from './day-plot.tsx'
import type { Limit } from './day-series.ts'
import type { EstimateLineProps, RunningPoint } from './estimate-line.tsx'
import { lineScale } from './line-scale.ts'

/** The parts of the picture of an estimate. The server's picture and Recharts both put the line between the two grounds. */
export type PlotProps = Omit<EstimateLineProps, 'locale'>

/** Where days and values lie: from the first day shown to the period's last, on a scale that may begin above zero. */
export function estimateScale({ points, daysToCome, low, high, limit }: PlotProps) {
  const values = [...points.map(({ value }) => value), low.value, high.value, ...(limit ? [limit.value] : [])]
  const { base, top, ticks } = lineScale(Math.min(...values), Math.max(...values))
  const today = points.length - 1
  const steps = today + daysToCome
  const xAt = (place: number) => (steps === 0 ? 100 : (place / steps) * 100)
  const yAt = (value: number) => heightAt(value - base, top - base)
  const ring = { x: xAt(today), y: yAt(points[today]?.value ?? 0) }
  return { base, top, ticks, steps, xAt, yAt, ring }
}

/** Unit, axis and days around a plot. */
export function EstimateFrame(props: PlotProps & { children: (heightClass: string) => ReactNode }) {
  const { base, top, ticks, ring } = estimateScale(props)
  return (
    <>
      <p className="text-axis text-text-2">{props.unit}</p>
      <div className="flex">
        <Axis ticks={ticks} top={top} base={base} heightClass={plotHeight()} />
        <div className="min-w-0 grow pr-10">
          {props.children(plotHeight())}
          <DayLabels {...props} todayAt={ring.x} />
        </div>
      </div>
    </>
  )
}

export function EstimateBackground(props: PlotProps) {
  const { points, daysToCome, low, expected, high, limit } = props
  const { base, top, ticks, yAt, ring } = estimateScale(props)
  return (
    <>
      <GridLines ticks={ticks} top={top} base={base} />
      {daysToCome > 0 && <Wedge ring={ring} low={yAt(low.value)} high={yAt(high.value)} />}
      {limit && <LimitLine limit={limit} top={top} base={base} side={limitSide(points, limit, top - base)} />}
      {daysToCome > 0 && <Stroke from={ring} to={{ x: 100, y: yAt(expected.value) }} dashed />}
    </>
  )
}

/** The running total, which Recharts draws by itself. */
export function EstimateStrokes(props: PlotProps) {
  const { points } = props
  const { xAt, yAt } = estimateScale(props)
  return points
    .slice(1)
    .map(({ day, value }, index) => (
      <Stroke
        key={day}
        from={{ x: xAt(index), y: yAt(points[index]?.value ?? 0) }}
        to={{ x: xAt(index + 1), y: yAt(value) }}
      />
    ))
}

export function EstimateForeground(props: PlotProps) {
  const { points, daysToCome, soFarLabel, low, expected, high } = props
  const { xAt, yAt, ring } = estimateScale(props)
  const ends = spread([high, expected, low].map((end) => ({ ...end, y: yAt(end.value) })))
  return (
    <>
      {points.slice(0, -1).map(({ day, value, isMeasured }, place) => (
        <circle
          key={day}
          cx={percent(xAt(place))}
          cy={percent(yAt(value))}
          r={isMeasured ? 3 : 2.75}
          fill={isMeasured ? 'var(--bar)' : 'var(--surface)'}
          stroke="var(--bar)"
          strokeWidth={isMeasured ? 0 : 1.5}
        />
      ))}
      <circle
        cx={percent(ring.x)}
        cy={percent(ring.y)}
        r="6"
        fill="var(--surface)"
        stroke="var(--bar)"
        strokeWidth="3"
      />
      <PlotLabel x={ring.x} y={ring.y} dy={23} anchor={ring.x < 8 ? 'start' : 'middle'}>
        {soFarLabel}
      </PlotLabel>
      {daysToCome > 0 &&
        ends.map(({ label, y }, index) => (
          <text
            key={index === 1 ? 'expected' : index}
            x="100%"
            dx="8"
            y={percent(y)}
            dy="4"
            className={index === 1 ? 'chart-label fill-text' : 'chart-axis'}
          >
            {label}
          </text>
        ))}
    </>
  )
}

type Place = { x: number; y: number }

function Stroke({ from, to, dashed = false }: { from: Place; to: Place; dashed?: boolean }) {
  return (
    <line
      x1={percent(from.x)}
      y1={percent(from.y)}
      x2={percent(to.x)}
      y2={percent(to.y)}
      stroke="var(--bar)"
      strokeWidth="2.5"
      strokeLinecap={dashed ? 'butt' : 'round'}
      strokeDasharray={dashed ? '6 4' : undefined}
    />
  )
}

/** A polygon knows no percentages: it is drawn on a square that is stretched over the plot, its lines are not. */
function Wedge({ ring, low, high }: { ring: Place; low: number; high: number }) {
  return (
    <svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <polygon
        points={`${ring.x},${ring.y} 100,${high} 100,${low}`}
        fill="var(--bar-est)"
        stroke="var(--bar)"
        strokeWidth="1.25"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

/** Below the plot. The middle label gives way where it would touch one at an edge. */
function DayLabels({ dayLabels, todayAt, daysToCome }: PlotProps & { todayAt: number }) {
  const hasRoom = todayAt > 22 && todayAt < 86
  return (
    <svg width="100%" height="24" className="block overflow-visible" aria-hidden="true">
      <line x1="0" x2="100%" y1="0.5" y2="0.5" stroke="var(--line-strong)" strokeWidth="1" />
      {todayAt > 22 && (
        <text x="0" y="19" className="chart-axis">
          {dayLabels.first}
        </text>
      )}
      {(hasRoom || todayAt <= 22) && (
        <text x={percent(todayAt)} y="19" textAnchor={todayAt <= 22 ? 'start' : 'middle'} className="chart-axis">
          {dayLabels.today}
        </text>
      )}
      <text x="100%" y="19" textAnchor="end" className="chart-axis">
        {daysToCome > 0 ? dayLabels.last : dayLabels.today}
      </text>
    </svg>
  )
}

/** Pushes the three labels at the right apart where their values are closer than a line of text; the middle one stays. */
function spread<T extends { y: number }>([high, expected, low]: T[]): T[] {
  // A line of 15 px in the lowest plot there is, in percent.
  const line = 7.5
  if (!high || !expected || !low) return []
  return [
    { ...high, y: Math.min(high.y, expected.y - line) },
    expected,
    { ...low, y: Math.max(low.y, expected.y + line) },
  ]
}

/** The limit's figure stands at the left, where the total is still low, unless the line passes there. */
function limitSide(points: readonly RunningPoint[], limit: Limit, height: number): 'left' | null {
  const inTheWay = points
    .slice(0, Math.ceil(points.length / 2))
    .some(({ value }) => Math.abs(value - limit.value) / height < 0.15)
  return inTheWay ? null : 'left'
}
