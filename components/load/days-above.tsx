import { ComplainLink } from '#components/complaints/complain-link.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { type Column, DataTable, type Row } from '#components/ui/data-table.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { LoadDay } from '#lib/metering/load-days.ts'
import type { LoadView } from '#lib/metering/load-view.ts'
import { formatDays, formatTime, formatWeekday } from '#lib/units/display.ts'
import { demandFigures } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { sourceNote } from './load-text.ts'

const DAYS_SHOWN = 5

/** The days above with time and by how much, the highest first; and the days of which nobody can say. */
export function DaysAbove({ view, connectionId, locale }: { view: LoadView; connectionId: string; locale: Locale }) {
  const t = textsFor(locale, 'load')
  const { above, unknownOn } = view
  const [shown, more] = [above.slice(0, DAYS_SHOWN), above.slice(DAYS_SHOWN)]
  const table = { caption: t('aboveTitle'), captionHidden: true, columns: columnsOf(locale) }
  const note = sourceNote(view, locale)
  return (
    <Card title={t('aboveTitle')}>
      {shown.length > 0 && <DataTable {...table} rows={shown.map((day) => rowOf(day, locale))} />}
      {more.length > 0 && (
        <details className="group">
          <summary className="inline-flex min-h-11 list-none items-center gap-1 rounded-lg font-semibold text-primary [&::-webkit-details-marker]:hidden">
            {t('moreDays', { count: more.length })}
            <Icon name="down" className="size-5 group-open:rotate-180" />
          </summary>
          <DataTable {...table} rows={more.map((day) => rowOf(day, locale))} />
        </details>
      )}
      {above.length === 0 && <p>{t(unknownOn.length > 0 ? 'aboveNonePartly' : 'aboveNone')}</p>}
      {unknownOn.length > 0 && (
        <p className="mt-2 text-small text-text-2">{t('unknownDays', { days: formatDays(unknownOn, locale) })}</p>
      )}
      {above.length > 0 && note && <p className="mt-2 text-small text-text-2">{note}</p>}
      {above.length > 0 && (
        <div className="mt-4">
          <ComplainLink connectionId={connectionId} evidence={{ kind: 'LOAD', month: view.month }} locale={locale} />
        </div>
      )}
    </Card>
  )
}

function columnsOf(locale: Locale): Column[] {
  const t = textsFor(locale, 'load')
  return [
    { key: 'when', title: t('colWhen') },
    { key: 'kw', title: 'kW', align: 'right', look: 'strong' },
    { key: 'over', title: t('colOver'), align: 'right' },
  ]
}

function rowOf(day: LoadDay, locale: Locale): Row {
  const { on, peak, limitW } = day
  const { kw, over } = demandFigures(peak?.watts ?? 0, limitW)
  return {
    key: on,
    cells: {
      when: (
        <>
          {formatWeekday(on, locale)}
          <span className="block text-small text-text-2">
            {peak?.at ? formatTime(peak.at, locale) : textsFor(locale, 'load')('timeUnknown')}
          </span>
        </>
      ),
      kw,
      over: (
        <Badge kind="warn" icon={null}>
          {over}
        </Badge>
      ),
    },
  }
}
