import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { ConnectionList } from '#components/bills/connection-list.tsx'
import { Invitations } from '#components/identity/invitations.tsx'
import { PayTogether, togetherRefusal } from '#components/payments/pay-together.tsx'
import { LogOutForm } from '#components/shell/log-out-form.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Card, Stack } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { listDue } from '#lib/billing/list-due.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { listInvitations } from '#lib/linking/list-invitations.ts'
import { env } from '#lib/platform/env.ts'
import { getServices } from '#lib/platform/services.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'login')('connectionsTitle') })
  return { title: togetherRefusal((await searchParams).error) ? common('title_error', { title }) : title }
}

/** Where a person with several connections chooses, and one with none learns why. With one there is nothing to choose. */
export default async function ConnectionsPage({ searchParams }: Props) {
  const { services, actor, locale } = await signedInPage('/connections')
  const connections = await listDue(services, actor)
  const [first] = connections
  // Of connections that are not theirs yet.
  const invitations = await listInvitations(getServices(), actor)
  if (first && connections.length === 1 && invitations.length === 0) redirect(`/c/${first.id}`)
  const [t, privacy] = [textsFor(locale, 'login'), textsFor(locale, 'privacy')]
  const { discom, mode, upi } = env()
  const refusal = togetherRefusal((await searchParams).error)
  return (
    <PublicShell locale={locale} path="/connections" discom={discom} demo={mode === 'demo'}>
      <div className="mx-auto max-w-160">
        <Stack>
          <h1 className="text-h1">{t('connectionsTitle')}</h1>
          <Invitations invitations={invitations} locale={locale} />
          {connections.length === 0 ? (
            <Alert kind="info" lead={t('noConnections')}>
              {t('noConnectionsMore', { helpline: discom.helpline })}
            </Alert>
          ) : (
            <ConnectionList connections={connections} locale={locale} />
          )}
          <PayTogether connections={connections} refusal={refusal} mostPaise={upi.mostPaise} locale={locale} />
          <Card>
            <LinkList
              items={[
                { href: '/link', icon: 'plus', title: t('addConnection'), note: t('addConnectionNote') },
                { href: '/account/notices', icon: 'chat', title: textsFor(locale, 'notifications')('title') },
                { href: '/account/number', icon: 'phone', title: t('changeLogin') },
                { href: '/account/data', icon: 'download', title: privacy('title'), note: privacy('linkNote') },
              ]}
            />
          </Card>
          <LogOutForm text={textsFor(locale, 'common')('logOut')} />
        </Stack>
      </div>
    </PublicShell>
  )
}
