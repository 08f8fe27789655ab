import {
  Bar,
  BelowMark,
  CeilingLine,
  GridLines,
  Hatch,
  heightAt,
  LastYearMark,
  LimitLine,
  NearDot,
  PlotLabel,
  percent,
  Triangle,
} from './bar-picture.tsx'
import type { DayBarsProps } from './day-bars.tsx'
import {
  type DayPoint,
  dayScale,
  isBelowZero,
  labelPlace,
  lastYearMarks,
  limitSide,
  markedDays,
  missingRuns,
  type Run,
} from './day-series.ts'

/** What lies behind and before the bars. The server's picture and Recharts both draw their days between the two. */
type PlotProps = Pick<DayBarsProps, 'figure' | 'points' | 'limit' | 'ceilings' | 'small'>

const BAR_SHARE = 2 / 3

export const plotHeight = (small = false): string => (small ? 'h-36 lg:h-48' : 'h-52 md:h-56 lg:h-64')

export function PlotBackground({ figure, points, limit, ceilings, small }: PlotProps) {
  const { top, ticks } = dayScale(points, limit, ceilings)
  return (
    <>
      <Hatch id={`${figure}-hatch`} />
      {!small && <GridLines ticks={ticks} top={top} />}
      {missingRuns(points).map((run) => (
        <MissingRun key={run.from} run={run} count={points.length} figure={figure} />
      ))}
    </>
  )
}

export function PlotForeground({ points, limit, ceilings = [], small }: PlotProps) {
  const { top } = dayScale(points, limit, ceilings)
  const marks = small ? markedDays(points).slice(-1) : markedDays(points)
  const count = points.length
  return (
    <>
      {points.map((point, place) => (
        <DayMarks key={point.day} point={point} place={place} count={count} top={top} />
      ))}
      {ceilings.map((ceiling) => (
        <CeilingLine key={ceiling.from} ceiling={ceiling} points={points} top={top} />
      ))}
      {limit && (
        <LimitLine limit={limit} top={top} side={limitSide(limit, [...marks, ...lastYearMarks(points)], count, top)} />
      )}
      {(small ? [] : missingRuns(points)).map((run) => (
        <RunLabel key={run.from} run={run} count={count} />
      ))}
      {marks.map(({ place, label, value }) => {
        const { x, anchor } = labelPlace(place, count, label)
        return (
          <PlotLabel key={place} x={x} y={heightAt(value, top)} anchor={anchor} dy={points[place]?.over ? -14 : -6}>
            {label}
          </PlotLabel>
        )
      })}
    </>
  )
}

type DayProps = { point: DayPoint; place: number; count: number; top: number }

export function DayBar({ point, place, count, top }: DayProps) {
  if (point.value === null || isBelowZero(point) || point.kind === 'missing') return null
  const { x, width } = slotOf(place, count)
  const look = point.kind === 'estimated' ? 'estimated' : point.over ? 'over' : 'measured'
  return <Bar x={x} width={width} value={point.value} top={top} look={look} />
}

/** What stands on a day besides its bar: the triangles, the dot of a day near, last year, the dot of a day to come. */
function DayMarks({ point, place, count, top }: DayProps) {
  const { x, width } = slotOf(place, count)
  const middle = x + width / 2
  return (
    <>
      {point.kind === 'future' && <circle cx={percent(middle)} cy="98%" r="1.5" fill="var(--gap)" />}
      {isBelowZero(point) && <BelowMark x={middle} />}
      {point.over && point.value !== null && <Triangle x={middle} y={heightAt(point.value, top)} />}
      {point.near && point.value !== null && <NearDot x={middle} y={heightAt(point.value, top)} />}
      {typeof point.lastYear === 'number' && <LastYearMark x={x} width={width} value={point.lastYear} top={top} />}
    </>
  )
}

function slotOf(place: number, count: number): { x: number; width: number } {
  const slot = 100 / count
  const width = slot * BAR_SHARE
  return { x: place * slot + (slot - width) / 2, width }
}

function MissingRun({ run, count, figure }: { run: Run; count: number; figure: string }) {
  const slot = 100 / count
  return (
    <rect
      x={percent(run.from * slot + slot * 0.12)}
      y={percent(heightAt(1, 1))}
      width={percent((run.to - run.from + 1) * slot - slot * 0.24)}
      height="100%"
      fill={`url(#${figure}-hatch)`}
    />
  )
}

/** The meter's sum over days without readings of their own stands on their hatching. */
function RunLabel({ run, count }: { run: Run; count: number }) {
  if (!run.label) return null
  const { x, anchor } = labelPlace((run.from + run.to) / 2, count, run.label)
  return (
    <PlotLabel x={x} y={heightAt(1, 1)} anchor={anchor} dy={17}>
      {run.label}
    </PlotLabel>
  )
}
