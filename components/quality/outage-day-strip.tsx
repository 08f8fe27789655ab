import type { StripPart } from '#components/charts/day-strip.tsx'
import { DayStrip } from '#components/charts/on-demand.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { InterruptionPart } from '#lib/metering/interruption-index.ts'
import type { OutageDay } from '#lib/metering/outage-days.ts'
import { formatShortDay, formatTime } from '#lib/units/display.ts'
import { formatDuration, formatHours, formatTimeRange } from '#lib/units/duration.ts'
import { startOfDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { figure: string; day: OutageDay; fullMinutes: number | null; locale: Locale }

const MINUTE_MS = 60_000
/** Announced work that ends within this is as announced. */
const LONGER_MINUTES = 15

/** One day: when power went and for how long, its strip of 24 hours, and what there is to say about it. */
export function OutageDayStrip({ figure, day, fullMinutes, locale }: Props) {
  const t = textsFor(locale, 'quality')
  const { on, parts, minutes, isBelowFull, supplyMinutes } = day
  const notes = [
    ...new Set(parts.flatMap((part) => (part.work ? [outageKind(part, locale)] : []))),
    ...(isBelowFull && supplyMinutes !== null && fullMinutes !== null
      ? [t('belowFullNote', { hours: formatHours(supplyMinutes), full: formatHours(fullMinutes) })]
      : []),
  ]
  return (
    <li>
      <p className="mb-1 flex max-w-none items-baseline justify-between gap-3">
        <span className="min-w-0 text-text-2">
          <strong className="font-bold text-text">{formatShortDay(on, locale)}</strong> {outageTimes(parts, locale)}
        </span>
        <strong className="shrink-0 font-semibold">
          {minutes > 0 ? formatDuration(minutes, locale, 'tight') : t('lengthUnknown')}
        </strong>
      </p>
      <DayStrip figure={figure} parts={stripParts(day)} />
      {notes.length > 0 && <p className="mt-0.5 text-fine text-text-2">{notes.join('; ')}</p>}
    </li>
  )
}

/** All times of a day; "about" is said once where it is true of all. */
function outageTimes(parts: readonly InterruptionPart[], locale: Locale): string {
  const isAbout = parts.length > 1 && parts.every(({ isApproximate, to }) => isApproximate && to !== null)
  if (!isAbout) return parts.map((part) => outageTime(part, locale)).join(', ')
  const exact = parts.map((part) => outageTime({ ...part, isApproximate: false }, locale))
  return textsFor(locale, 'quality')('about', { range: exact.join(', ') })
}

/** When a part of an interruption was: `2:10 – 3:25 pm`, "about" where only half hours tell, or since when. */
export function outageTime({ from, to, minutes, isApproximate }: InterruptionPart, locale: Locale): string {
  const t = textsFor(locale, 'quality')
  if (to === null) return t('endUnknown', { time: formatTime(from, locale) })
  if (minutes === 1440) return t('wholeDay')
  const range = formatTimeRange(from, to, locale)
  return isApproximate ? t('about', { range }) : range
}

export function outageKind({ work, to }: InterruptionPart, locale: Locale): string {
  const t = textsFor(locale, 'quality')
  if (!work) return t('breakdown')
  const longer = to === null ? 0 : Math.round((to.getTime() - work.to.getTime()) / MINUTE_MS)
  return longer >= LONGER_MINUTES ? t('plannedLonger', { duration: formatDuration(longer, locale) }) : t('planned')
}

function stripParts({ on, parts, unknown }: OutageDay): StripPart[] {
  const minuteOf = (at: Date) => (at.getTime() - startOfDay(on).getTime()) / MINUTE_MS
  return [
    ...unknown.map((stretch): StripPart => ({ ...stretch, kind: 'unknown' })),
    ...parts.map(({ from, to, work }): StripPart => {
      const start = minuteOf(from)
      return { from: start, to: to === null ? start : minuteOf(to), kind: work ? 'planned' : 'breakdown' }
    }),
  ]
}
