import { Hatch } from '#components/charts/bar-picture.tsx'
import { Figure } from '#components/charts/figure.tsx'
import type { LegendItem } from '#components/charts/legend.tsx'
import { StripHours } from '#components/charts/on-demand.tsx'
import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { OutageDay } from '#lib/metering/outage-days.ts'
import type { PowerQualityView } from '#lib/metering/power-quality-view.ts'
import { formatMonthName, formatPeriod, formatShortDay } from '#lib/units/display.ts'
import { formatDuration } from '#lib/units/duration.ts'
import type { Locale } from '#lib/units/locale.ts'
import { OutageDayStrip, outageKind, outageTime } from './outage-day-strip.tsx'

const FIGURE = 'outages'
const DAYS_SHOWN = 8

/** The days on which power went, each as a strip of 24 hours, or what is known instead. */
export function OutagesFigure({ view, locale }: { view: PowerQualityView; locale: Locale }) {
  const t = textsFor(locale, 'quality')
  const { outages, outageDays, from, to, month, scale } = view
  const name = formatMonthName(month, locale)
  if (outages.count === 0) return <NoOutages view={view} locale={locale} />
  const [earlier, shown] = [outageDays.slice(0, -DAYS_SHOWN), outageDays.slice(-DAYS_SHOWN)]
  const strips = (days: readonly OutageDay[]) => (
    <ol className="grid gap-3.5">
      {days.map((day) => (
        <OutageDayStrip key={day.on} figure={FIGURE} day={day} fullMinutes={scale.fullMinutes} locale={locale} />
      ))}
    </ol>
  )
  const values = { month: name, count: outages.count, duration: formatDuration(outages.minutes, locale) }
  return (
    <Card>
      <Figure
        id={FIGURE}
        locale={locale}
        finding={t(outages.minutes > 0 ? 'outagesFinding' : 'outagesFindingOpen', values)}
        summary={t('outagesSummary', { count: outages.count, days: outageDays.length })}
        legend={legendOf(outageDays, locale)}
        table={{
          caption: t('outagesTable', { period: formatPeriod(from, to, locale) }),
          columns: [
            { key: 'day', title: t('colDay') },
            { key: 'when', title: t('colWhen') },
            { key: 'length', title: t('colLength'), align: 'right', look: 'strong' },
            { key: 'kind', title: t('colKind'), look: 'quiet' },
          ],
          rows: outageDays.flatMap(({ on, parts }) =>
            parts.map((part) => ({
              key: `${on}${part.from.toISOString()}`,
              cells: {
                day: formatShortDay(on, locale),
                when: outageTime(part, locale),
                length: part.minutes === null ? t('lengthUnknown') : formatDuration(part.minutes, locale, 'tight'),
                kind: outageKind(part, locale),
              },
            })),
          ),
        }}
        note={notesOf(view, locale)}
      >
        <svg width="0" height="0" className="absolute" aria-hidden="true">
          <Hatch id={`${FIGURE}-hatch`} />
          <Hatch id={`${FIGURE}-ink`} line="var(--outage)" />
        </svg>
        {earlier.length > 0 && (
          <details className="group">
            <summary className="inline-flex min-h-11 list-none items-center gap-1 rounded-lg font-semibold text-primary [&::-webkit-details-marker]:hidden">
              {t('earlierDays', { count: earlier.length })}
              <Icon name="down" className="size-5 group-open:rotate-180" />
            </summary>
            {strips(earlier)}
          </details>
        )}
        {strips(shown)}
        <StripHours labels={[t('hour_0'), t('hour_6'), t('hour_12'), t('hour_18')]} />
      </Figure>
    </Card>
  )
}

function NoOutages({ view, locale }: { view: PowerQualityView; locale: Locale }) {
  const t = textsFor(locale, 'quality')
  const { supply, days } = view.figures
  const month = formatMonthName(view.month, locale)
  const known = supply?.daysKnown ?? 0
  const title = known === 0 ? 'outagesUnknown' : known < days ? 'outagesNoneKnown' : 'outagesNone'
  return (
    <Card title={t(title, { month, known })}>
      <p className="text-text-2">{t(known === 0 ? 'outagesUnknownText' : 'outagesNoneText')}</p>
    </Card>
  )
}

function legendOf(days: readonly OutageDay[], locale: Locale): LegendItem[] {
  const t = textsFor(locale, 'quality')
  const parts = days.flatMap((day) => day.parts)
  const marks = [
    parts.some(({ work }) => !work) && 'breakdown',
    parts.some(({ work }) => work) && 'planned',
    'powered',
    days.some(({ unknown }) => unknown.length > 0) && 'missing',
  ] as const
  return marks
    .filter((mark) => mark !== false)
    .map((mark) => ({ mark, label: t(mark === 'missing' ? 'legend_unknown' : `legend_${mark}`) }))
}

function notesOf({ outages }: PowerQualityView, locale: Locale): string | undefined {
  const t = textsFor(locale, 'quality')
  const notes = [
    outages.openCount > 0 && t('openNote', { count: outages.openCount }),
    outages.interruptions.some(({ isApproximate }) => isApproximate) && t('byBlocksNote'),
  ].filter(Boolean)
  return notes.length > 0 ? notes.join(' ') : undefined
}
