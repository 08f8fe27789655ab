import type { ReactNode } from 'react'
import { Axis, GridLines, heightAt, PlotLabel, percent } from './bar-picture.tsx'
import { plotHeight } from './day-plot.tsx'
import { formatTick, niceScale } from './day-series.ts'
import type { CliffPoint, LimitCliffProps } from './limit-cliff.tsx'
import { lineScale } from './line-scale.ts'

/** The parts of the picture of a bill around a limit, for the server's picture and for Recharts. */
export type PlotProps = Omit<LimitCliffProps, 'locale'>

export function cliffScale({ from, to, strokes }: Pick<PlotProps, 'from' | 'to' | 'strokes'>) {
  const { top, ticks } = niceScale(Math.max(...strokes.flatMap(({ start, end }) => [start.rupees, end.rupees])))
  const xAt = (units: number) => Math.min(100, Math.max(0, ((units - from) / (to - from)) * 100))
  const at = ({ units, rupees }: CliffPoint) => ({ x: xAt(units), y: heightAt(rupees, top) })
  return { top, ticks, xAt, at }
}

/** Axis and units around a plot. */
export function CliffFrame(props: PlotProps & { children: (heightClass: string) => ReactNode }) {
  const { top, ticks } = cliffScale(props)
  return (
    <div className="flex">
      <Axis ticks={ticks} top={top} heightClass={plotHeight()} format={(tick) => `₹${formatTick(tick)}`} />
      <div className="min-w-0 grow">
        {props.children(plotHeight())}
        <UnitTicks {...props} />
      </div>
    </div>
  )
}

/** All of the picture: Recharts adds only what answers to a pointer and to keys. */
export function CliffStrokes(props: PlotProps) {
  const { strokes, limit, soFar, expected, range } = props
  const { top, ticks, xAt, at } = cliffScale(props)
  const [today, estimate] = [at(soFar), at(expected)]
  const isAbove = expected.units > limit
  // Where the estimate stands above, its words hang below it, in a longer language onto today's.
  const apart = Math.abs(estimate.x - today.x)
  const hasRoomForToday = isAbove ? apart > 60 || today.y - estimate.y > 45 : apart > 45
  return (
    <>
      <rect
        x={percent(xAt(range.from))}
        y="0"
        width={percent(Math.max(xAt(range.to) - xAt(range.from), 0.5))}
        height="100%"
        fill="var(--primary-tint)"
      />
      <GridLines ticks={ticks} top={top} />
      {strokes.map(({ start, end }, index) => {
        const [a, b] = [at(start), at(end)]
        const before = strokes[index - 1]
        return (
          <g key={start.units}>
            {before && (
              <line
                x1={percent(a.x)}
                x2={percent(a.x)}
                y1={percent(at(before.end).y)}
                y2={percent(a.y)}
                stroke="var(--bar-over)"
                strokeWidth="2"
                strokeDasharray="4 4"
              />
            )}
            <line
              x1={percent(a.x)}
              y1={percent(a.y)}
              x2={percent(b.x)}
              y2={percent(b.y)}
              stroke={end.units <= limit ? 'var(--ok)' : 'var(--bar-over)'}
              strokeWidth="4.5"
              strokeLinecap="round"
            />
          </g>
        )
      })}
      <circle
        cx={percent(today.x)}
        cy={percent(today.y)}
        r="6.5"
        fill="var(--surface)"
        stroke="var(--ok)"
        strokeWidth="3"
      />
      <Diamond {...estimate} />
      {hasRoomForToday && (
        <PlotLabel x={today.x} y={today.y} dy={-14} anchor={anchorAt(today.x)}>
          {soFar.label}
        </PlotLabel>
      )}
      {isAbove ? (
        <>
          <PlotLabel x={estimate.x} y={estimate.y} dy={25} anchor={anchorAt(estimate.x)}>
            {expected.label}
          </PlotLabel>
          <PlotLabel x={estimate.x} y={estimate.y} dy={41} anchor={anchorAt(estimate.x)}>
            {expected.amount}
          </PlotLabel>
        </>
      ) : (
        <PlotLabel x={estimate.x} y={estimate.y} dy={-14} anchor={anchorAt(estimate.x)}>
          {`${expected.label} · ${expected.amount}`}
        </PlotLabel>
      )}
    </>
  )
}

function Diamond({ x, y }: { x: number; y: number }) {
  return (
    <svg x={percent(x)} y={percent(y)} overflow="visible" aria-hidden="true">
      <path d="M0-8 8 0 0 8-8 0z" fill="var(--surface)" stroke="var(--bar-over)" strokeWidth="3" />
    </svg>
  )
}

function UnitTicks({ unit, ...props }: PlotProps) {
  const { from, to } = props
  const { xAt } = cliffScale(props)
  const ticks = lineScale(from, to).ticks.filter((tick) => from <= tick && tick <= to)
  return (
    <svg width="100%" height="42" className="block overflow-visible" aria-hidden="true">
      {ticks.map((tick) => (
        <text key={tick} x={percent(xAt(tick))} y="19" textAnchor={anchorAt(xAt(tick), 4)} className="chart-axis">
          {formatTick(tick)}
        </text>
      ))}
      <text x="100%" y="37" textAnchor="end" className="chart-axis">
        {unit}
      </text>
    </svg>
  )
}

/** Text stays within the plot. */
function anchorAt(x: number, edge = 18): 'start' | 'middle' | 'end' {
  return x < edge ? 'start' : x > 100 - edge ? 'end' : 'middle'
}
