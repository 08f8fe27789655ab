import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { type Column, DataTable, type Row } from '#components/ui/data-table.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ConsumptionDay } from '#lib/metering/consumption-days.ts'
import type { ConsumptionView } from '#lib/metering/consumption-view.ts'
import { dayOfMonth } from '#lib/metering/year-comparison.ts'
import { formatPeriod, formatWeekday } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type Measure, measured } from './measure.ts'

const DAYS_SHOWN = 9

/** `path` is the period's, below which each day has its own. */
type Props = { view: ConsumptionView; measure: Measure; path: string; locale: Locale }

/** The last days, newest first; the earlier ones open below them. */
export function DayTable({ view, measure, path, locale }: Props) {
  const t = textsFor(locale, 'consumption')
  const days = view.days.filter(({ status }) => status !== 'FUTURE').reverse()
  const columns = dayColumns(view, measure, locale)
  const period = formatPeriod(view.from, view.to, locale)
  const [shown, more] = [days.slice(0, DAYS_SHOWN), days.slice(DAYS_SHOWN)]
  if (shown.length === 0) return null
  return (
    <Card title={t('dayByDay')}>
      <DataTable
        caption={t('latestCaption', { period })}
        captionHidden
        columns={columns}
        rows={dayRows(shown, { view, measure, path, locale })}
      />
      {more.length > 0 && (
        <details className="group no-print">
          <summary className="inline-flex min-h-11 list-none items-center gap-1 rounded-lg text-small font-semibold text-primary [&::-webkit-details-marker]:hidden">
            {t('moreDays', { count: more.length })}
            <Icon name="down" className="size-5 group-open:rotate-180" />
          </summary>
          <DataTable
            caption={t('earlierCaption', { period })}
            captionHidden
            columns={columns}
            rows={dayRows(more, { view, measure, path, locale })}
          />
        </details>
      )}
    </Card>
  )
}

/**
 * Columns of a table of days. Beside rupees, and beside the year before, running units are left out: two sums in one row
 * confuse, and a phone has room for four columns.
 */
export function dayColumns({ comparison }: ConsumptionView, measure: Measure, locale: Locale): Column[] {
  const t = textsFor(locale, 'consumption')
  const third: Column[] = comparison
    ? [{ key: 'before', title: comparison.month.slice(0, 4), align: 'right', look: 'quiet' }]
    : measure === 'units'
      ? [{ key: 'soFar', title: t('colSoFar'), align: 'right', look: 'quiet' }]
      : []
  return [
    { key: 'day', title: t('colDay') },
    { key: 'value', title: t(`in_${measure}`), align: 'right', look: 'strong' },
    ...third,
    { key: 'how', title: t('colHow') },
  ]
}

/** A row a day, which leads to its half hours. */
export function dayRows(days: readonly ConsumptionDay[], { view, measure, path, locale }: Props): Row[] {
  const { comparison, disagreements } = view
  const before = (on: IstDay) => comparison?.byDayOfMonth.get(dayOfMonth(on))
  return days.map((day) => ({
    key: day.on,
    cells: {
      day: (
        <a href={`${path}/${day.on}`} className="-my-1.5 inline-flex min-h-11 items-center font-semibold text-primary">
          {formatWeekday(day.on, locale)}
        </a>
      ),
      value: measured(day, measure, locale).exact || '–',
      before: measured(before(day.on) ?? null, measure, locale).exact || '–',
      soFar: day.runningWh === null ? '–' : formatUnits(day.runningWh, 1),
      how: <How day={day} differs={disagreements.has(day.on)} locale={locale} />,
    },
  }))
}

function How({ day, differs, locale }: { day: ConsumptionDay; differs: boolean; locale: Locale }) {
  const t = textsFor(locale, 'consumption')
  const text = t(`how_${day.status}`)
  if (day.status !== 'READ')
    return (
      <Badge kind={day.status === 'MISSING' ? 'quiet' : 'info'} icon={null}>
        {text}
      </Badge>
    )
  if (differs) return <Badge kind="warn">{textsFor(locale, 'day')('differs')}</Badge>
  return <span className="text-text-2">{day.isCorrected ? `${text}, ${t('corrected')}` : text}</span>
}
