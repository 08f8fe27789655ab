import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { listConnections } from '#lib/consumers/list-connections.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'

/** Where a person with several connections chooses, and one with none learns why. */
export default async function ConnectionsPage() {
  const { services, actor } = await signedInPage('/connections')
  const locale = await currentLocale()
  const t = textsFor(locale, 'login')
  const connections = await listConnections(services, actor)
  const { discom, mode } = env()
  return (
    <PublicShell locale={locale} path="/connections" discom={discom} demo={mode === 'demo'}>
      <div className="mx-auto grid max-w-160 gap-5">
        <h1 className="text-h1">{t('connectionsTitle')}</h1>
        {connections.length === 0 ? (
          <Alert kind="info" lead={t('noConnections')}>
            {t('noConnectionsMore', { helpline: discom.helpline })}
          </Alert>
        ) : (
          <Card>
            <p className="mb-2">{t('connectionsLead')}</p>
            <LinkList
              items={connections.map(({ id, holderName, consumerNo }) => ({
                href: `/c/${id}`,
                icon: 'home',
                title: holderName,
                note: t('consumerNo', { consumerNo }),
              }))}
            />
          </Card>
        )}
      </div>
    </PublicShell>
  )
}
