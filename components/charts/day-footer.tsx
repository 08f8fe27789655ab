import { percent } from './bar-picture.tsx'
import type { DayBarsProps } from './day-bars.tsx'
import { datedPlaces, dayOfMonth, isWeekend, labelPlace } from './day-series.ts'

/** Below the bars: the base line, weekends, dates, names of feasts, the period. */
export function DayFooter({
  points,
  periodLabel,
  lastDateLabel,
  names,
}: Pick<DayBarsProps, 'points' | 'periodLabel' | 'lastDateLabel' | 'names'>) {
  const count = points.length
  if (names) return <NamesFooter names={names} count={count} />
  const slot = 100 / count
  const noted = points.flatMap(({ note }, place) => (note && place < count * 0.55 ? [{ note, place }] : []))
  const twoLines = Boolean(periodLabel) || noted.length > 0
  return (
    <svg width="100%" height={twoLines ? 42 : 24} className="block overflow-visible" aria-hidden="true">
      <line x1="0" x2="100%" y1="0.5" y2="0.5" stroke="var(--line-strong)" strokeWidth="1" />
      {points.map(({ day }, place) =>
        isWeekend(day) ? (
          <rect
            key={day}
            x={percent(place * slot + slot / 6)}
            y="3"
            width={percent((slot * 2) / 3)}
            height="3"
            rx="1"
            fill="var(--line-strong)"
          />
        ) : null,
      )}
      {datedPlaces(count).map((place) => {
        const text =
          place === count - 1 && !periodLabel && lastDateLabel
            ? lastDateLabel
            : String(dayOfMonth(points[place]?.day ?? ''))
        const { x, anchor } = labelPlace(place, count, text)
        return (
          <text key={place} x={percent(x)} y="20" textAnchor={anchor} className="chart-axis">
            {text}
          </text>
        )
      })}
      {noted.slice(0, 1).map(({ note, place }) => {
        const { x, anchor } = labelPlace(place, count, note)
        return (
          <text key={place} x={percent(x)} y="37" textAnchor={anchor} className="chart-axis">
            {note}
          </text>
        )
      })}
      {periodLabel && (
        <text x="100%" y="37" textAnchor="end" className="chart-axis">
          {periodLabel}
        </text>
      )}
    </svg>
  )
}

/** Names where some bars begin, such as hours. */
function NamesFooter({ names, count }: { names: NonNullable<DayBarsProps['names']>; count: number }) {
  return (
    <svg width="100%" height="24" className="block overflow-visible" aria-hidden="true">
      <line x1="0" x2="100%" y1="0.5" y2="0.5" stroke="var(--line-strong)" strokeWidth="1" />
      {names.map(({ place, label }) => (
        <text key={place} x={percent((place / count) * 100)} y="20" className="chart-axis">
          {label}
        </text>
      ))}
    </svg>
  )
}
