import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { ComparisonNote } from '#components/consumption/comparison-note.tsx'
import { DayNotes } from '#components/consumption/day-notes.tsx'
import { DayTable } from '#components/consumption/day-table.tsx'
import { DayTiles } from '#components/consumption/day-tiles.tsx'
import { DaysFigure } from '#components/consumption/days-figure.tsx'
import { LimitCard } from '#components/consumption/limit-card.tsx'
import { measureOf } from '#components/consumption/measure.ts'
import { PeriodChoice } from '#components/consumption/period-choice.tsx'
import { WeekdaysCard } from '#components/consumption/weekdays-card.tsx'
import { NoReadings } from '#components/shell/no-readings.tsx'
import { NoSmartMeter } from '#components/shell/no-smart-meter.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { AsOf } from '#components/ui/as-of.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { consumptionView } from '#lib/metering/consumption-view.ts'
import { readingsAreOld } from '#lib/metering/readings-are-old.ts'
import { formatDay } from '#lib/units/display.ts'
import { parseMonth } from '#lib/units/ist.ts'

type Props = {
  params: Promise<{ connection: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'consumption')('title') }) }
}

/** What was used on each day of a billing period, in units and in rupees. */
export default async function ConsumptionPage({ params, searchParams }: Props) {
  const { services, actor, connection, locale } = await portalPage(params, 'METER')
  const t = textsFor(locale, 'consumption')
  if (!connection.hasSmartMeter) return <NoSmartMeter title={t('title')} connectionId={connection.id} locale={locale} />
  const query = await searchParams
  const period = parseMonth([query.period].flat()[0] ?? '')
  const compare = [query.compare].flat()[0] === '1'
  const view = await consumptionView(services, actor, { connectionId: connection.id, period, compare })
  if (!view) notFound()
  if (view === 'EMPTY')
    return (
      <Stack>
        <PageTitle>{t('title')}</PageTitle>
        <NoReadings connectionId={connection.id} icon="bars" lead={t('emptyLead')} locale={locale}>
          {t('emptyText')}
        </NoReadings>
      </Stack>
    )
  const measure = view.costPaise === null ? 'units' : measureOf([query.in].flat()[0])
  const path = `/c/${connection.id}/consumption`
  const readUntil = view.lastReadOn && formatDay(view.lastReadOn, locale)
  const asOf = <AsOf>{readUntil ? t('readUntil', { date: readUntil }) : t('noReading')}</AsOf>
  return (
    <Stack>
      <div>
        <BackLink href={`${path}/year`}>{t('wholeYear')}</BackLink>
        <PageTitle aside={<div className="hidden lg:block">{asOf}</div>}>{t('title')}</PageTitle>
      </div>
      {readUntil && readingsAreOld(view.lastReadOn, services.now()) && (
        <Alert kind="warn" lead={t('oldLead')}>
          {t('oldText', { date: readUntil })}
        </Alert>
      )}
      <PeriodChoice view={view} measure={measure} compare={compare} path={path} locale={locale} />
      {view.costPaise === null && view.daysKnown > 0 && <Alert kind="info">{t('rateUnknown')}</Alert>}
      {/* The reading order is the phone's; when wide, the tiles stand on top and the limit beside the table. */}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_21rem] lg:grid-rows-[auto_auto_auto_auto_1fr] lg:gap-5">
        <div className="grid gap-4 lg:col-span-2 lg:row-start-2">
          {view.comparison && <ComparisonNote comparison={view.comparison} locale={locale} />}
          <DaysFigure view={view} measure={measure} path={path} locale={locale} />
        </div>
        <div className="grid gap-4 empty:hidden lg:col-start-2 lg:row-start-4">
          <DayNotes view={view} measure={measure} locale={locale} />
        </div>
        <div className="lg:col-span-2 lg:row-start-1">
          <DayTiles view={view} measure={measure} locale={locale} />
        </div>
        <div className="empty:hidden lg:col-start-2 lg:row-start-3">
          <LimitCard view={view} estimateHref={`/c/${connection.id}/estimate`} locale={locale} />
        </div>
        <div className="empty:hidden lg:col-start-1 lg:row-span-3 lg:row-start-3">
          <DayTable view={view} measure={measure} path={path} locale={locale} />
        </div>
        <div className="empty:hidden lg:col-start-2 lg:row-start-5">
          <WeekdaysCard view={view} locale={locale} />
        </div>
      </div>
      <div className="lg:hidden">{asOf}</div>
    </Stack>
  )
}
