import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { BalanceCard } from '#components/estimate/balance-card.tsx'
import { EstimateCards } from '#components/estimate/estimate-cards.tsx'
import { TypicalTile } from '#components/estimate/estimate-tiles.tsx'
import { NoEstimate } from '#components/estimate/no-estimate.tsx'
import { NoReadings } from '#components/shell/no-readings.tsx'
import { NoSmartMeter } from '#components/shell/no-smart-meter.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { AsOf } from '#components/ui/as-of.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { estimateView } from '#lib/metering/estimate-view.ts'
import { readingsAreOld } from '#lib/metering/readings-are-old.ts'
import { formatDay } from '#lib/units/display.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'estimate')('title') }) }
}

/** Where the running month ends in units and rupees, how far the next limit is, how long a balance lasts. */
export default async function EstimatePage({ params }: { params: Promise<{ connection: string }> }) {
  const { services, actor, connection, locale } = await portalPage(params, 'METER')
  const t = textsFor(locale, 'estimate')
  if (!connection.hasSmartMeter) return <NoSmartMeter title={t('title')} connectionId={connection.id} locale={locale} />
  const view = await estimateView(services, actor, { connectionId: connection.id })
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
  const home = `/c/${connection.id}`
  const { outcome, prepaid, typical, lastReadOn } = view
  const days = textsFor(locale, 'consumption')
  const readUntil = lastReadOn && formatDay(lastReadOn, locale)
  const asOf = <AsOf>{readUntil ? t('readUntil', { date: readUntil }) : t('noReading')}</AsOf>
  return (
    <Stack>
      <PageTitle aside={<div className="hidden lg:block">{asOf}</div>}>{t('title')}</PageTitle>
      {readUntil && readingsAreOld(lastReadOn, services.now()) && (
        <Alert kind="warn" lead={days('oldLead')}>
          {days('oldText', { date: readUntil })}
        </Alert>
      )}
      {prepaid && <BalanceCard prepaid={prepaid} note rechargeHref={`${home}/balance`} locale={locale} />}
      {outcome.ok ? (
        <EstimateCards estimate={outcome} view={view} home={home} locale={locale} />
      ) : (
        <>
          <NoEstimate refused={outcome} home={home} locale={locale} />
          <dl className="grid grid-cols-2 gap-3 lg:gap-5">
            <TypicalTile typical={typical} locale={locale} />
          </dl>
        </>
      )}
      <div className="lg:hidden">{asOf}</div>
    </Stack>
  )
}
