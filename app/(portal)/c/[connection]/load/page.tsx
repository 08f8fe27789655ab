import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { BetterLoadCard } from '#components/load/better-load-card.tsx'
import { DaysAbove } from '#components/load/days-above.tsx'
import { FinancialYearCard } from '#components/load/financial-year-card.tsx'
import { HoursFigure } from '#components/load/hours-figure.tsx'
import { LoadFigure } from '#components/load/load-figure.tsx'
import { LoadTop } from '#components/load/load-top.tsx'
import { NoReadings } from '#components/shell/no-readings.tsx'
import { NoSmartMeter } from '#components/shell/no-smart-meter.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Columns, PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { loadView } from '#lib/metering/load-view.ts'
import { formatMonth } from '#lib/units/display.ts'
import { financialYearOf } from '#lib/units/financial-year.ts'
import { dayOf, monthOf, parseMonth } from '#lib/units/ist.ts'

type Props = {
  params: Promise<{ connection: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'load')('title') }) }
}

/** How high load went on each day of a month against the sanctioned load, and what that means. */
export default async function LoadPage({ params, searchParams }: Props) {
  const { services, actor, connection, locale } = await portalPage(params, 'METER')
  const t = textsFor(locale, 'load')
  if (!connection.hasSmartMeter) return <NoSmartMeter title={t('title')} connectionId={connection.id} locale={locale} />
  const period = parseMonth([(await searchParams).period].flat()[0] ?? '')
  const view = await loadView(services, actor, { connectionId: connection.id, period })
  if (!view) notFound()
  if (view === 'EMPTY')
    return (
      <Stack>
        <PageTitle>{t('title')}</PageTitle>
        <NoReadings
          connectionId={connection.id}
          icon="gauge"
          lead={textsFor(locale, 'consumption')('emptyLead')}
          locale={locale}
        >
          {t('emptyText')}
        </NoReadings>
      </Stack>
    )
  const now = services.now()
  const path = `/c/${connection.id}/load`
  const isCurrent = view.year.months[0]?.month === financialYearOf(monthOf(dayOf(now)))
  const isHigh = view.days.some(({ state }) => state === 'ABOVE' || state === 'NEAR')
  return (
    <Stack>
      <LoadTop view={view} now={now} path={path} locale={locale} />
      {view.highest ? (
        <LoadFigure view={view} path={path} locale={locale} />
      ) : (
        <Alert kind="info" lead={t('noDemandLead', { month: formatMonth(view.month, locale) })}>
          {t('noDemandText')}
        </Alert>
      )}
      <Columns areEven>
        {view.highest && <DaysAbove view={view} connectionId={connection.id} locale={locale} />}
        <FinancialYearCard view={view} isCurrent={isCurrent} locale={locale} />
      </Columns>
      {view.hours && <HoursFigure hours={view.hours} month={view.month} path={path} locale={locale} />}
      {view.highest && !view.hours && <Alert kind="info">{t('hoursNone')}</Alert>}
      {view.better && <BetterLoadCard better={view.better} connectionId={connection.id} locale={locale} />}
      {isHigh && (
        <Alert kind="info" lead={t('tipLead')}>
          {t('tipText')}
        </Alert>
      )}
    </Stack>
  )
}
