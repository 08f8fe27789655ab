import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { FindingCard } from '#components/quality/finding-card.tsx'
import { MeaningCard } from '#components/quality/meaning-card.tsx'
import { MoreFigures } from '#components/quality/more-figures.tsx'
import { OutagesFigure } from '#components/quality/outages-figure.tsx'
import { QualityNotes } from '#components/quality/quality-notes.tsx'
import { QualityTiles } from '#components/quality/quality-tiles.tsx'
import { VoltageFigure } from '#components/quality/voltage-figure.tsx'
import { YearCard } from '#components/quality/year-card.tsx'
import { NoReadings } from '#components/shell/no-readings.tsx'
import { NoSmartMeter } from '#components/shell/no-smart-meter.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { AsOf } from '#components/ui/as-of.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { Pager } from '#components/ui/segments.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { powerQualityView } from '#lib/metering/power-quality-view.ts'
import { formatInstant, formatMonth, formatPeriod } from '#lib/units/display.ts'
import { type Month, parseMonth } from '#lib/units/ist.ts'

type Props = {
  params: Promise<{ connection: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'quality')('title') }) }
}

/** How good the supply was in a month: voltage, outages and hours. */
export default async function QualityPage({ params, searchParams }: Props) {
  const { services, actor, connection, locale } = await portalPage(params, 'METER')
  const t = textsFor(locale, 'quality')
  if (!connection.hasSmartMeter) return <NoSmartMeter title={t('title')} connectionId={connection.id} locale={locale} />
  const period = parseMonth([(await searchParams).period].flat()[0] ?? '')
  const view = await powerQualityView(services, actor, { connectionId: connection.id, period })
  if (!view) notFound()
  if (view === 'EMPTY')
    return (
      <Stack>
        <PageTitle>{t('title')}</PageTitle>
        <NoReadings connectionId={connection.id} icon="pulse" lead={t('emptyLead')} locale={locale}>
          {t('emptyText')}
        </NoReadings>
      </Stack>
    )
  const path = `/c/${connection.id}/quality`
  const step = (of: Month | null, key: 'earlier' | 'later') => ({
    href: of && `${path}?period=${of}`,
    label: of ? t(key, { month: formatMonth(of, locale) }) : '',
  })
  const { latest, lastAt, month } = view
  return (
    <Stack>
      <PageTitle
        aside={<AsOf>{lastAt ? t('lastReading', { time: formatInstant(lastAt, locale) }) : t('noReading')}</AsOf>}
      >
        {t('title')}
      </PageTitle>
      <Pager
        title={formatPeriod(view.from, view.to, locale)}
        previous={step(view.previous, 'earlier')}
        next={step(view.next, 'later')}
      />
      {!latest ? (
        <Alert kind="info" lead={t('monthEmptyLead', { month: formatMonth(month, locale) })}>
          {t('monthEmptyText')}
        </Alert>
      ) : (
        <>
          <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-5">
            <FindingCard view={view} connectionId={connection.id} locale={locale} />
            <QualityTiles view={view} locale={locale} />
          </div>
          <QualityNotes view={view} locale={locale} />
          <VoltageFigure view={view} csvHref={`${path}/csv?period=${month}`} locale={locale} />
        </>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_21rem] lg:gap-5">
        <Stack>
          {latest && <OutagesFigure view={view} locale={locale} />}
          <YearCard view={view} locale={locale} />
        </Stack>
        <Stack>
          <MeaningCard scale={view.scale} locale={locale} />
          {latest && <MoreFigures view={view} locale={locale} />}
        </Stack>
      </div>
    </Stack>
  )
}
