'use client'

import { Hatch } from './bar-picture.tsx'
import { HeatCell, type HeatLevel } from './heat-cell.tsx'

export type LegendMark =
  | 'measured'
  | 'estimated'
  | 'missing'
  | 'weekend'
  | 'limit'
  | 'ceiling'
  | 'over'
  | 'near'
  | 'below'
  | 'lastYear'
  | 'current'
  | `heat${HeatLevel}`
  | 'heatOver'
  | SupplyMark
  | EstimateMark
  | OutcomeMark
/** Marks of the pictures of supply. */
export type SupplyMark = 'outside' | 'band' | 'powered' | 'breakdown' | 'planned'
/** Marks of the pictures of an estimate. */
export type EstimateMark = 'line' | 'wedge' | 'today' | 'expected' | 'range'
/** Marks of what became of complaints. */
export type OutcomeMark = 'resolved' | 'promised' | 'rejected' | 'open'
export type LegendItem = { mark: LegendMark; label: string }

/** The words for the shapes; only those that the picture has. */
export function Legend({ items, figure }: { items: readonly LegendItem[]; figure: string }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-fine text-text-2">
      {items.map(({ mark, label }) => (
        <li key={mark} className="flex items-center gap-2">
          <svg width={WIDE.has(mark) ? 20 : 14} height="14" className="shrink-0" aria-hidden="true">
            <Swatch mark={mark} figure={figure} />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  )
}

/** Each part has an outline of its own, so that the picture survives grey. */
export const OUTCOME_LOOKS: Record<OutcomeMark, { fill: string; stroke: string }> = {
  resolved: { fill: 'var(--bar)', stroke: 'var(--bar)' },
  promised: { fill: 'var(--bar-est)', stroke: 'var(--bar)' },
  rejected: { fill: 'var(--sunken)', stroke: 'var(--gap)' },
  open: { fill: 'var(--bar-over)', stroke: 'var(--bar-over)' },
}

const WIDE: ReadonlySet<LegendMark> = new Set(['limit', 'ceiling', 'band', 'outside', 'line', 'wedge'])

function Swatch({ mark, figure }: { mark: LegendMark; figure: string }) {
  switch (mark) {
    case 'measured':
      return <rect x="1" y="1" width="12" height="12" rx="2.5" fill="var(--bar)" />
    case 'current':
      return <rect x="1" y="1" width="12" height="12" rx="2.5" fill="var(--primary)" />
    case 'estimated':
      return (
        <rect
          x="1.75"
          y="1.75"
          width="10.5"
          height="10.5"
          rx="2.5"
          fill="var(--bar-est)"
          stroke="var(--bar)"
          strokeWidth="1.5"
        />
      )
    case 'missing':
      return (
        <>
          {/* Its own: that of a picture is gone where the picture of another width is shown. */}
          <Hatch id={`${figure}-legend-hatch`} />
          <rect
            x="0.5"
            y="0.5"
            width="13"
            height="13"
            fill={`url(#${figure}-legend-hatch)`}
            stroke="var(--gap)"
            strokeDasharray="2 2"
          />
        </>
      )
    case 'outside':
      return <path d="M5 3 9.5 11h-9zM15 11 10.5 3h9z" fill="var(--bar-over)" />
    case 'band':
      return (
        <>
          <rect y="2" width="20" height="10" fill="var(--band)" />
          <path d="M0 2h20M0 12h20" stroke="var(--band-edge)" strokeWidth="1.5" />
        </>
      )
    case 'powered':
      return (
        <rect
          x="0.5"
          y="2.5"
          width="13"
          height="9"
          rx="2.5"
          fill="var(--band)"
          stroke="var(--band-edge)"
          strokeWidth="1"
        />
      )
    case 'breakdown':
      return <rect x="1" y="1" width="12" height="12" rx="2" fill="var(--outage)" />
    case 'planned':
      return (
        <rect
          x="1"
          y="1"
          width="12"
          height="12"
          rx="2"
          fill={`url(#${figure}-ink)`}
          stroke="var(--outage)"
          strokeWidth="1.5"
        />
      )
    case 'weekend':
      return <rect x="1" y="5.5" width="12" height="3" rx="1" fill="var(--line-strong)" />
    case 'limit':
      return <line x1="0" x2="20" y1="7" y2="7" stroke="var(--limit)" strokeWidth="2.5" strokeDasharray="5 3" />
    case 'ceiling':
      return <line x1="0" x2="20" y1="7" y2="7" stroke="var(--text)" strokeWidth="2" />
    case 'near':
      return (
        <>
          <rect x="1" y="1" width="12" height="12" rx="2.5" fill="var(--bar)" />
          <circle cx="7" cy="6" r="2.6" fill="var(--surface)" />
        </>
      )
    case 'heat1':
    case 'heat2':
    case 'heat3':
    case 'heat4':
    case 'heat5':
      return <HeatCell level={Number(mark.slice(4)) as HeatLevel} />
    case 'heatOver':
      return <HeatCell level={5} over />
    case 'line':
      return <line x1="0" x2="20" y1="7" y2="7" stroke="var(--bar)" strokeWidth="2.5" />
    case 'wedge':
      return <path d="M1 7 19 1.5v11z" fill="var(--bar-est)" stroke="var(--bar)" strokeWidth="1.25" />
    case 'today':
      return <circle cx="7" cy="7" r="5" fill="var(--surface)" stroke="var(--ok)" strokeWidth="2.5" />
    case 'expected':
      return <path d="M7 1.5 12.5 7 7 12.5 1.5 7z" fill="var(--surface)" stroke="var(--bar-over)" strokeWidth="2" />
    case 'range':
      return <rect x="1" y="1" width="12" height="12" rx="2" fill="var(--primary-tint)" stroke="var(--line)" />
    case 'resolved':
    case 'promised':
    case 'rejected':
    case 'open':
      return <rect x="1" y="2" width="12" height="10" {...OUTCOME_LOOKS[mark]} />
    case 'over':
      return <path d="M7 2.5 12.5 12h-11z" fill="var(--bar-over)" />
    case 'below':
      return <path d="M7 11.5 1.5 2h11z" fill="var(--surface)" stroke="var(--bar)" strokeWidth="1.5" />
    case 'lastYear':
      return (
        <rect x="1" y="5" width="12" height="4" rx="1" fill="var(--surface)" stroke="var(--text-2)" strokeWidth="1.5" />
      )
  }
}
