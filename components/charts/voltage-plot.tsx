import type { ReactNode } from 'react'
import { Hatch, percent } from './bar-picture.tsx'
import { datedPlaces, dayOfMonth, labelPlace, missingRuns } from './day-series.ts'
import type { VoltageBarsProps } from './voltage-bars.tsx'
import { type VoltageScale, voltageScale, volts } from './voltage-scale.ts'

/** The parts of the picture of voltage. The server's picture and Recharts both put the days between the two grounds. */
export type PlotProps = Omit<VoltageBarsProps, 'locale'>

const HEIGHT = 'h-52 md:h-60 lg:h-64'
const BAR_SHARE = 0.5
const ROOM_FOR_LABEL = 6

/** Unit, axis and dates around a plot. */
export function VoltageFrame({
  points,
  bands,
  children,
}: PlotProps & { children: (heightClass: string) => ReactNode }) {
  const scale = voltageScale(points, bands)
  return (
    <>
      <p className="text-axis text-text-2">V</p>
      <div className="flex">
        <svg width="32" className={`shrink-0 overflow-visible ${HEIGHT}`} aria-hidden="true">
          {scale.lines.map(({ dv, text }) => (
            <text key={dv} x="24" y={percent(scale.at(dv))} dy="4" textAnchor="end" className="chart-axis">
              {text}
            </text>
          ))}
        </svg>
        <div className="min-w-0 grow">
          {children(HEIGHT)}
          <svg width="100%" height="24" className="block overflow-visible" aria-hidden="true">
            {datedPlaces(points.length).map((place) => {
              const text = String(dayOfMonth(points[place]?.day ?? ''))
              const { x, anchor } = labelPlace(place, points.length, text)
              return (
                <text key={place} x={percent(x)} y="19" textAnchor={anchor} className="chart-axis">
                  {text}
                </text>
              )
            })}
          </svg>
        </div>
      </div>
    </>
  )
}

export function VoltageBackground({ figure, points, bands }: PlotProps) {
  const slot = 100 / points.length
  return (
    <>
      <Hatch id={`${figure}-hatch`} />
      <Bands bands={bands} scale={voltageScale(points, bands)} />
      {missingRuns(points).map(({ from, to }) => (
        <rect
          key={from}
          x={percent(from * slot + slot * 0.12)}
          y="0"
          width={percent((to - from + 1) * slot - slot * 0.24)}
          height="100%"
          fill={`url(#${figure}-hatch)`}
        />
      ))}
    </>
  )
}

export function VoltageForeground({ points, bands, bandLabel }: PlotProps) {
  const scale = voltageScale(points, bands)
  const known = points.findLastIndex(({ kind }) => kind !== 'future')
  return (
    <>
      {points.length - known > ROOM_FOR_LABEL && (
        <text x="100%" y={percent(scale.at(bands.highDv))} dy="-6" textAnchor="end" className="chart-label fill-ok">
          {bandLabel}
        </text>
      )}
      <WorstLabel points={points} bands={bands} scale={scale} />
    </>
  )
}

function Bands({ bands, scale: { at } }: Pick<PlotProps, 'bands'> & { scale: VoltageScale }) {
  const [top, bottom] = [at(bands.highDv), at(bands.lowDv)]
  const line = (dv: number, look: { stroke: string; strokeWidth: string; strokeDasharray?: string }) => (
    <line key={dv} x1="0" x2="100%" y1={percent(at(dv))} y2={percent(at(dv))} {...look} />
  )
  const dotted = { stroke: 'var(--line-strong)', strokeWidth: '1.2', strokeDasharray: '2 4' }
  const edge = { stroke: 'var(--band-edge)', strokeWidth: '1.5' }
  return (
    <>
      <rect x="0" y={percent(top)} width="100%" height={percent(bottom - top)} fill="var(--band)" />
      {[bands.farHighDv, bands.nominalDv, bands.farLowDv].map((dv) => line(dv, dotted))}
      {[bands.highDv, bands.lowDv].map((dv) => line(dv, edge))}
    </>
  )
}

/** A day from its lowest to its highest mean; what lies outside is marked by colour and shape. */
export function VoltageDay({ place, points, bands }: PlotProps & { place: number }) {
  const scale = voltageScale(points, bands)
  const { lowDv = null, highDv = null } = points[place] ?? {}
  if (lowDv === null || highDv === null) return null
  const slot = 100 / points.length
  const [x, width] = [place * slot + (slot * (1 - BAR_SHARE)) / 2, slot * BAR_SHARE]
  const part = (from: number, to: number, fill: string) =>
    to > from || (from === to && from === lowDv) ? (
      <rect
        x={percent(x)}
        y={percent(scale.at(to))}
        width={percent(width)}
        height={percent(Math.max(scale.at(from) - scale.at(to), 0.8))}
        rx="2"
        fill={fill}
      />
    ) : null
  const middle = percent(x + width / 2)
  return (
    <>
      {part(Math.max(lowDv, bands.lowDv), Math.min(highDv, bands.highDv), 'var(--bar)')}
      {highDv > bands.highDv && part(Math.max(lowDv, bands.highDv), highDv, 'var(--bar-over)')}
      {lowDv < bands.lowDv && part(lowDv, Math.min(highDv, bands.lowDv), 'var(--bar-over)')}
      {highDv > bands.highDv && (
        <svg x={middle} y={percent(scale.at(highDv))} overflow="visible" aria-hidden="true">
          <path d="M0-11 4-4h-8z" fill="var(--bar-over)" />
        </svg>
      )}
      {lowDv < bands.lowDv && (
        <svg x={middle} y={percent(scale.at(lowDv))} overflow="visible" aria-hidden="true">
          <path d="M0 11 4 4h-8z" fill="var(--bar-over)" />
        </svg>
      )}
    </>
  )
}

/** The voltage furthest outside, at its bar. */
function WorstLabel({ points, bands, scale }: Pick<PlotProps, 'points' | 'bands'> & { scale: VoltageScale }) {
  let worst: { place: number; dv: number; isHigh: boolean; by: number } | null = null
  for (const [place, { lowDv, highDv }] of points.entries()) {
    if (lowDv === null || highDv === null) continue
    const [below, above] = [bands.lowDv - lowDv, highDv - bands.highDv]
    const by = Math.max(below, above)
    if (by > (worst?.by ?? 0)) worst = { place, dv: above >= below ? highDv : lowDv, isHigh: above >= below, by }
  }
  if (!worst) return null
  const text = volts(worst.dv)
  const { x, anchor } = labelPlace(worst.place, points.length, text)
  return (
    <text
      x={percent(x)}
      y={percent(scale.at(worst.dv))}
      dy={worst.isHigh ? -15 : 23}
      textAnchor={anchor}
      className="chart-label fill-text"
    >
      {text}
    </text>
  )
}
