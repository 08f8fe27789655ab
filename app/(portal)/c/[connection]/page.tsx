import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { MONTHS_SHOWN } from '#components/bills/bill-history.tsx'
import { DisconnectionAlert } from '#components/bills/disconnection-alert.tsx'
import { BalanceCard } from '#components/estimate/balance-card.tsx'
import { BillsOnly } from '#components/home/bills-only.tsx'
import { FirstVisitGuide } from '#components/home/first-visit-guide.tsx'
import { HomeDueCard } from '#components/home/home-due-card.tsx'
import { HomeLinks } from '#components/home/home-links.tsx'
import { LastDaysCard } from '#components/home/last-days-card.tsx'
import { OldDuesAlert } from '#components/home/old-dues-alert.tsx'
import { PeriodCard } from '#components/home/period-card.tsx'
import { YesterdayCard } from '#components/home/yesterday-card.tsx'
import { NoticeAlert } from '#components/notices/notice-alert.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { AsOf } from '#components/ui/as-of.tsx'
import { Name } from '#components/ui/name.tsx'
import { homeView } from '#lib/billing/home-view.ts'
import { listBills } from '#lib/billing/list-bills.ts'
import { opensPart } from '#lib/consumers/link-parts.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { supplyYesterday } from '#lib/metering/supply-yesterday.ts'
import { currentNotices } from '#lib/notices/current-notices.ts'
import { env } from '#lib/platform/env.ts'
import { formatDay } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import { inLanguage } from '#lib/units/locale.ts'

const HALF =
  'grid grid-cols-1 gap-4 empty:hidden md:mb-4 md:w-[calc(50%-0.5rem)] lg:mb-5 lg:w-[calc(50%-0.625rem)] lg:gap-5'
const LEFT = `${HALF} md:float-left md:clear-left`
const RIGHT = `${HALF} md:float-right md:clear-right`

type Params = {
  params: Promise<{ connection: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'home')('title') }) }
}

export default async function HomePage({ params, searchParams }: Params) {
  const { services, actor, connection, isFirstVisit, locale } = await portalPage(params)
  const query = await searchParams
  const showsDays = connection.hasSmartMeter && !connection.isWeak
  const [view, yesterday, bills, notices] = await Promise.all([
    homeView(services, actor, connection.id),
    supplyYesterday(services, actor, connection.id),
    showsDays ? [] : listBills(services, actor, connection.id, { limit: MONTHS_SHOWN }),
    currentNotices(services, actor, connection.id),
  ])
  if (!view) notFound()
  const t = textsFor(locale, 'home')
  const { lastReadOn, readingsAreOld, period, estimate, bill, disconnection } = view
  const canComplain = opensPart(connection, 'RECORD')
  const readDay = lastReadOn && formatDay(lastReadOn, locale)
  return (
    <div className="grid gap-4 lg:gap-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h1 className="text-h1">
          {t.rich('hello', {
            name: connection.holderName,
            person: () => <Name locale={locale}>{connection.holderName}</Name>,
          })}
        </h1>
        {showsDays && <AsOf>{readDay ? t('lastReading', { date: readDay }) : t('noReadings')}</AsOf>}
        {bills[0] && <AsOf>{t('billedUntil', { date: formatDay(bills[0].periodTo, locale) })}</AsOf>}
      </div>
      {query.linked === '1' && (
        <Alert kind="ok" status>
          {t('linked')}
        </Alert>
      )}
      {notices.map(({ id, text, untilOn }) => (
        <NoticeAlert
          key={id}
          text={inLanguage(text, locale)}
          untilOn={untilOn}
          discom={env().discom.shortName}
          locale={locale}
        />
      ))}
      <DisconnectionAlert notice={disconnection} helpline={env().discom.helpline} locale={locale} />
      {estimate?.prepaid && bill && (
        <OldDuesAlert unpaidPaise={bill.unpaidPaise} connectionId={connection.id} locale={locale} />
      )}
      {readDay && readingsAreOld && (
        <Alert kind="warn" lead={t('oldLead')}>
          {t('oldText', { date: readDay })}
        </Alert>
      )}
      {isFirstVisit && (
        <FirstVisitGuide
          step={query.guide}
          connectionId={connection.id}
          isPrepaid={Boolean(estimate?.prepaid)}
          hasBill={bill !== null}
          showsDays={showsDays && period !== null}
          canComplain={canComplain}
          locale={locale}
        />
      )}
      {/* The order is the phone's. Two columns of floats read it line by line, where rows of a grid would leave holes. */}
      <div className="grid gap-4 md:-mb-4 md:flow-root lg:-mb-5">
        <div className={LEFT}>
          {estimate?.prepaid ? (
            <BalanceCard prepaid={estimate.prepaid} rechargeHref={`/c/${connection.id}/balance`} locale={locale} />
          ) : (
            <HomeDueCard view={view} connectionId={connection.id} today={dayOf(services.now())} locale={locale} />
          )}
        </div>
        <div className={RIGHT}>
          {!showsDays && <BillsOnly bills={bills} connection={connection} locale={locale} />}
          {showsDays && period && (
            <PeriodCard
              period={period}
              estimate={estimate?.outcome.ok ? estimate.outcome : null}
              estimateHref={`/c/${connection.id}/estimate`}
              locale={locale}
            />
          )}
        </div>
        <div className={LEFT}>
          {yesterday && <YesterdayCard {...yesterday} connectionId={connection.id} locale={locale} />}
        </div>
        <div className={RIGHT}>
          <LastDaysCard days={view.lastDays} connectionId={connection.id} locale={locale} />
        </div>
        <div className={LEFT}>
          <HomeLinks bill={bill} connectionId={connection.id} canComplain={canComplain} locale={locale} />
        </div>
      </div>
    </div>
  )
}
