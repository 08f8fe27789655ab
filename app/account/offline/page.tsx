import type { Metadata } from 'next'
import { AccountPage } from '#app/account-page.tsx'
import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { KeptConnection } from '#components/offline/kept-connection.tsx'
import { KeptCount } from '#components/offline/kept-count.tsx'
import { OfflineRules } from '#components/offline/offline-rules.tsx'
import { OfflineSwitch } from '#components/offline/offline-switch.tsx'
import { Logo } from '#components/shell/logo.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { homeView } from '#lib/billing/home-view.ts'
import { listConnections } from '#lib/consumers/list-connections.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { offlineCopy } from '#lib/identity/offline-copy.ts'
import { env } from '#lib/platform/env.ts'
import { formatDay, formatInstant } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import { inLanguage } from '#lib/units/locale.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** A family's homes; whoever looks after more has an office with internet. */
const MOST_KEPT = 5

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'offline')('title') }) }
}

/**
 * What a device keeps to be read without internet, and the switch for it. With `?copy` it is the copy itself, as
 * `public/offline-worker.js` keeps it: without scripts, with the day until which it is kept.
 */
export default async function OfflinePage({ searchParams }: Props) {
  const { services, actor, locale } = await signedInPage('/account/offline')
  const isCopy = (await searchParams).copy !== undefined
  const all = await listConnections(services, actor)
  const connections = all.slice(0, MOST_KEPT)
  const [leave, ...views] = await Promise.all([
    offlineCopy(services, actor),
    ...connections.map(({ id }) => homeView(services, actor, id)),
  ])
  const { discom } = env()
  const t = textsFor(locale, 'offline')
  const asOf = formatInstant(services.now(), locale)
  const homes = connections.map((connection, index) => {
    const view = views[index]
    return view && <KeptConnection key={connection.id} connection={connection} view={view} locale={locale} />
  })
  const count = <KeptCount kept={connections.length} all={all.length} locale={locale} />
  const rules = <OfflineRules helpline={discom.helpline} locale={locale} />
  if (isCopy)
    return (
      <main className="mx-auto max-w-140 px-4 pt-5 pb-8" data-copy={leave?.id}>
        <Stack>
          <Logo
            href="/home"
            name={textsFor(locale, 'common')('portal')}
            owner={textsFor(locale, 'common')('owner', {
              name: discom.shortName,
              place: inLanguage(discom.place, locale),
            })}
          />
          <PageTitle>{t('title')}</PageTitle>
          <Alert kind="warn" lead={t('offlineLead', { time: asOf })}>
            {leave && t('keptUntil', { date: formatDay(dayOf(leave.keptUntil), locale) })}{' '}
            <a className="link" href="/home">
              {t('tryAgain')}
            </a>
          </Alert>
          {homes}
          {count}
          {rules}
        </Stack>
      </main>
    )
  return (
    <AccountPage
      {...{ path: '/account/offline', title: t('title'), lead: t('lead'), width: 'max-w-140', locale }}
      back={{ href: '/connections', text: textsFor(locale, 'tokens')('back') }}
    >
      <OfflineSwitch
        texts={{
          ...{ turnOn: t('turnOn'), turnOff: t('turnOff'), isOn: t('isOn'), isOff: t('isOff') },
          ...{ cannot: t('cannot'), failed: t('failed'), ownDevice: t('ownDevice') },
        }}
      />
      <noscript>
        <p className="text-text-2">{t('cannot')}</p>
      </noscript>
      <h2 className="text-h2">{t('whatIsKept', { time: asOf })}</h2>
      {homes}
      {count}
      {rules}
    </AccountPage>
  )
}
