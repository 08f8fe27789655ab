import { Card } from '#components/ui/card.tsx'
import { type Column, DataTable, type Row } from '#components/ui/data-table.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { type BilledLoad, type BilledLoadDay, highestFirst } from '#lib/billing/billed-load.ts'
import type { BillView } from '#lib/billing/get-bill.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatInstant, formatShortDay, formatTime } from '#lib/units/display.ts'
import { demandFigures, formatKw } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'

const DAYS_SHOWN = 5

/** What was sanctioned, the highest demand with its time, and each day above, as it was known when the bill was issued. */
export function BillLoad({ bill, hasLoadPage, locale }: { bill: BillView; hasLoadPage: boolean; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const { load } = bill
  return (
    <Card title={t('loadTitle')}>
      <DefinitionList
        rows={[
          { label: t('sanctionedLoad'), value: formatKw(bill.sanctionedLoadW) },
          { label: t('maxDemand'), ...demandOf(bill, locale) },
          ...(load && load.above.length === 0 ? [{ label: t('aboveTitle'), value: noneText(load, locale) }] : []),
        ]}
      />
      {load && load.above.length > 0 && <Above load={load} locale={locale} />}
      {bill.maxDemandW === null && load?.highest && (
        <p className="mt-2 text-small text-text-2">{t('maxDemandBlocks', { minutes: load.intervalMinutes ?? 30 })}</p>
      )}
      {load && (
        <p className="mt-2 text-small text-text-2">{t('loadNote', { date: formatDay(bill.billedOn, locale) })}</p>
      )}
      {hasLoadPage && (
        <a
          href={`/c/${bill.connectionId}/load?period=${bill.month}`}
          className="no-print inline-flex min-h-11 items-center font-semibold text-primary"
        >
          {t('openLoad')}
        </a>
      )}
    </Card>
  )
}

/** The register's demand, which the bill counts; else that of the blocks, and that it only hints. */
function demandOf(
  { maxDemandW, maxDemandAt, load, sanctionedLoadW }: BillView,
  locale: Locale,
): { value: string; note?: string } {
  const t = textsFor(locale, 'bills')
  const highest = load?.highest ?? null
  const kw = (watts: number) => `${demandFigures(watts, sanctionedLoadW).kw}\u00a0kW`
  if (maxDemandW !== null) {
    const at = maxDemandAt ?? (highest?.watts === maxDemandW ? highest.at : null)
    return { value: kw(maxDemandW), note: at ? formatInstant(at, locale) : undefined }
  }
  if (!highest) return { value: t('maxDemandNone') }
  return { value: kw(highest.watts), note: highest.at ? formatInstant(highest.at, locale) : undefined }
}

function noneText({ daysUnknown }: BilledLoad, locale: Locale): string {
  const t = textsFor(locale, 'bills')
  return daysUnknown > 0 ? t('aboveUnknown', { count: daysUnknown }) : t('aboveNone')
}

function Above({ load: { above, daysUnknown }, locale }: { load: BilledLoad; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const days = highestFirst(above)
  const [shown, more] = [days.slice(0, DAYS_SHOWN), days.slice(DAYS_SHOWN)]
  const table = { caption: t('aboveTitle'), columns: columnsOf(locale) }
  return (
    <div className="mt-3">
      <h3 className="text-label">{t('aboveTitle')}</h3>
      <DataTable {...table} captionHidden rows={shown.map((day) => rowOf(day, locale))} />
      {more.length > 0 && (
        <details className="group">
          <summary className="inline-flex min-h-11 list-none items-center gap-1 rounded-lg font-semibold text-primary [&::-webkit-details-marker]:hidden">
            {t('moreDaysAbove', { count: more.length })}
            <Icon name="down" className="size-5 group-open:rotate-180" />
          </summary>
          <DataTable {...table} captionHidden rows={more.map((day) => rowOf(day, locale))} />
        </details>
      )}
      {daysUnknown > 0 && <p className="text-small text-text-2">{t('aboveUnknownToo', { count: daysUnknown })}</p>}
    </div>
  )
}

function columnsOf(locale: Locale): Column[] {
  const t = textsFor(locale, 'bills')
  return [
    { key: 'date', title: t('colDate') },
    { key: 'time', title: t('colTime') },
    { key: 'kw', title: 'kW', align: 'right', look: 'strong' },
  ]
}

function rowOf({ on, at, watts, limitW }: BilledLoadDay, locale: Locale): Row {
  const time = at ? formatTime(at, locale) : textsFor(locale, 'bills')('timeUnknown')
  return { key: on, cells: { date: formatShortDay(on, locale), time, kw: demandFigures(watts, limitW).kw } }
}
