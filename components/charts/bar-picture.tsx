import type { ReactNode } from 'react'
import { type Ceiling, ceilingLabel, type DayPoint, formatTick, type Limit } from './day-series.ts'

/**
 * Parts that all bar pictures share. Widths are percentages and text is in pixels, so one picture serves every screen
 * without scaling its letters. The plot's upper part stays free for labels.
 */
export const HEADROOM = 13
const PLOT = 100 - HEADROOM

/** Percent from the top of the plot for a value on a scale that ends at `top`. */
export const heightAt = (value: number, top: number): number => HEADROOM + PLOT * (1 - Math.max(0, value) / top)

export const percent = (value: number): string => `${Math.round(value * 1000) / 1000}%`

/** The hatching of what is missing: it is no value, so it fills the whole height. Announced work is hatched in ink. */
export function Hatch({ id, line = 'var(--gap)' }: { id: string; line?: 'var(--gap)' | 'var(--outage)' }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="var(--surface)" />
        <line x1="0.8" y1="0" x2="0.8" y2="6" stroke={line} strokeWidth="1.6" />
      </pattern>
    </defs>
  )
}

/** A bar that stands on the base line. It reaches below the plot, which cuts it off: only the top corners are round. */
export function Bar(props: {
  x: number
  width: number
  value: number
  top: number
  look: 'measured' | 'estimated' | 'over' | 'current'
}) {
  const { x, width, value, top, look } = props
  const fill = {
    measured: 'var(--bar)',
    estimated: 'var(--bar-est)',
    over: 'var(--bar-over)',
    current: 'var(--primary)',
  }
  const y = heightAt(value, top)
  const outlined = look === 'estimated' ? { stroke: 'var(--bar)', strokeWidth: 1.5 } : {}
  return (
    <rect x={percent(x)} y={percent(y)} width={percent(width)} height="110%" rx="2.5" fill={fill[look]} {...outlined} />
  )
}

/** The triangle that says "above" where colour alone must not. */
export function Triangle({ x, y }: { x: number; y: number }) {
  return (
    <svg x={percent(x)} y={percent(y)} overflow="visible" aria-hidden="true">
      <path d="M0-11 4.5-3.5h-9z" fill="var(--bar-over)" />
    </svg>
  )
}

/** The hollow triangle on the base line that points down: a value below zero, for which no bar can stand. */
export function BelowMark({ x }: { x: number }) {
  return (
    <svg x={percent(x)} y="100%" overflow="visible" aria-hidden="true">
      <path d="M0-2-4.5-9.5h9z" fill="var(--surface)" stroke="var(--bar)" strokeWidth="1.5" />
    </svg>
  )
}

/** The light dot inside the top of a bar that says "near". */
export function NearDot({ x, y }: { x: number; y: number }) {
  return (
    <svg x={percent(x)} y={percent(y)} overflow="visible" aria-hidden="true">
      <circle cy="7" r="2.4" fill="var(--surface)" />
    </svg>
  )
}

/** The same time last year: a hollow mark at its height, told from a bar by its shape. */
export function LastYearMark({ x, width, value, top }: { x: number; width: number; value: number; top: number }) {
  return (
    <rect
      x={percent(x)}
      y={percent(heightAt(value, top))}
      width={percent(width)}
      height="4"
      rx="1"
      fill="var(--surface)"
      stroke="var(--text-2)"
      strokeWidth="1.5"
    />
  )
}

/** A figure on the picture, with a halo so that lines behind do not cross it. */
export function PlotLabel(props: {
  x: number
  y: number
  anchor?: 'start' | 'middle' | 'end'
  dy?: number
  tone?: 'text' | 'limit'
  children: string
}) {
  const { x, y, anchor = 'middle', dy = -6, tone = 'text', children } = props
  return (
    <text
      x={percent(x)}
      y={percent(y)}
      dy={dy}
      textAnchor={anchor}
      className={`chart-label ${tone === 'limit' ? 'fill-limit' : 'fill-text'}`}
    >
      {children}
    </text>
  )
}

/** The limit: dashes, with a halo where they cross bars because the two colours are close. */
export function LimitLine(props: { limit: Limit; top: number; base?: number; side: 'left' | 'right' | null }) {
  const { limit, top, base = 0, side } = props
  const y = heightAt(limit.value - base, top - base)
  return (
    <>
      <line x1="0" x2="100%" y1={percent(y)} y2={percent(y)} stroke="var(--surface)" strokeWidth="6" />
      <line
        x1="0"
        x2="100%"
        y1={percent(y)}
        y2={percent(y)}
        stroke="var(--limit)"
        strokeWidth="2"
        strokeDasharray="7 4"
      />
      {side && (
        <PlotLabel
          x={side === 'right' ? 100 : 0}
          y={y}
          anchor={side === 'right' ? 'end' : 'start'}
          dy={-7}
          tone="limit"
        >
          {limit.label}
        </PlotLabel>
      )}
    </>
  )
}

/** A solid line over its run of days, with a halo where it crosses bars, labelled where there is room. */
export function CeilingLine(props: { ceiling: Ceiling; points: readonly DayPoint[]; top: number }) {
  const { ceiling, points, top } = props
  const y = percent(heightAt(ceiling.value, top))
  const place = {
    x1: percent((ceiling.from / points.length) * 100),
    x2: percent(((ceiling.to + 1) / points.length) * 100),
  }
  const label = ceilingLabel(ceiling, points)
  return (
    <>
      <line {...place} y1={y} y2={y} stroke="var(--surface)" strokeWidth="6" />
      <line {...place} y1={y} y2={y} stroke="var(--text)" strokeWidth="2" />
      {label && (
        <PlotLabel x={label.x} y={heightAt(ceiling.value, top)} anchor={label.anchor} dy={-7}>
          {ceiling.label}
        </PlotLabel>
      )}
    </>
  )
}

/** Bars begin at zero; lines may begin at a `base` that the axis names. */
export function GridLines({ ticks, top, base = 0 }: { ticks: readonly number[]; top: number; base?: number }) {
  return ticks
    .filter((tick) => tick > base)
    .map((tick) => {
      const y = percent(heightAt(tick - base, top - base))
      return <line key={tick} x1="0" x2="100%" y1={y} y2={y} stroke="var(--grid)" strokeWidth="1" />
    })
}

/** The scale at the left of a plot, as wide as its longest figure. */
export function Axis(props: {
  ticks: readonly number[]
  top: number
  base?: number
  heightClass: string
  format?: (tick: number) => string
}) {
  const { ticks, top, base = 0, heightClass, format = formatTick } = props
  const width = Math.max(...ticks.map((tick) => format(tick).length)) * 7.4 + 8
  return (
    <svg width={width} className={`shrink-0 overflow-visible ${heightClass}`} aria-hidden="true">
      {ticks.map((tick) => (
        <text
          key={tick}
          x={width - 8}
          y={percent(heightAt(tick - base, top - base))}
          dy="4"
          textAnchor="end"
          className="chart-axis"
        >
          {format(tick)}
        </text>
      ))}
    </svg>
  )
}

/** Frame of a picture: one image with the finding as its name, to people who cannot see it. */
export function Picture({ figure, children }: { figure: string; children: ReactNode }) {
  return (
    <div role="img" className="@container" aria-labelledby={`${figure}-finding`} aria-describedby={`${figure}-summary`}>
      {children}
    </div>
  )
}
