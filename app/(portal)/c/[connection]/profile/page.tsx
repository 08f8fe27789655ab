import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, currentTheme } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { ConnectionRecord, MeterRecord } from '#components/identity/connection-record.tsx'
import { familyNews } from '#components/identity/family-errors.ts'
import { InviteForm } from '#components/identity/invite-form.tsx'
import { LinkedMobiles } from '#components/identity/linked-mobiles.tsx'
import { Logins } from '#components/identity/logins.tsx'
import { Passkeys } from '#components/identity/passkeys.tsx'
import { SettingsForm } from '#components/identity/settings-form.tsx'
import { Card, Columns, PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { opensPart } from '#lib/consumers/link-parts.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { getProfile } from '#lib/identity/get-profile.ts'
import { listSessions } from '#lib/identity/list-sessions.ts'
import { listPasskeys } from '#lib/identity/remove-passkey.ts'
import { env } from '#lib/platform/env.ts'

type Props = {
  params: Promise<{ connection: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const t = textsFor(locale, 'profile')
  const title = common('title', { title: t('title') })
  const { error } = familyNews(t, [(await searchParams).family].flat()[0])
  return { title: error ? common('title_error', { title }) : title }
}

/** What the utility has on record, who may see it, and where this person is logged in. */
export default async function ProfilePage({ params, searchParams }: Props) {
  const { services, actor, connection, locale } = await portalPage(params, 'RECORD')
  const profile = await getProfile(services, actor, connection.id)
  if (!profile) notFound()
  const [sessions, passkeys] = await Promise.all([listSessions(services, actor), listPasskeys(services, actor)])
  const { ended, removed, saved, family, ...query } = await searchParams
  const one = (name: string) => [query[name]].flat()[0]?.slice(0, 40)
  const news = familyNews(textsFor(locale, 'profile'), [family].flat()[0])
  const mayManage = opensPart(connection, 'FAMILY')
  const { helpline } = env().discom
  const path = `/c/${connection.id}/profile`
  const t = textsFor(locale, 'profile')
  const [notices, data] = [textsFor(locale, 'notifications'), textsFor(locale, 'data')]
  const [tokens, privacy] = [textsFor(locale, 'tokens'), textsFor(locale, 'privacy')]
  const offline = textsFor(locale, 'offline')
  return (
    <Stack>
      {news.error && (
        <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: 1 })} errors={[news.error]} />
      )}
      <PageTitle>{t('title')}</PageTitle>
      <Columns>
        <Stack>
          <ConnectionRecord connection={connection} profile={profile} locale={locale} />
          <p className="text-small text-text-2">{t('wrongDetails', { helpline })}</p>
        </Stack>
        <MeterRecord connection={connection} profile={profile} locale={locale} />
      </Columns>
      <Columns>
        <LinkedMobiles
          connectionId={connection.id}
          mobiles={profile.mobiles}
          invitations={profile.invitations}
          mayManage={mayManage}
          done={news.done}
          refusal={news.refusal}
          locale={locale}
        />
        {mayManage && (
          <InviteForm
            connectionId={connection.id}
            error={news.error}
            typed={{ role: one('role'), endsOn: one('endsOn') }}
            locale={locale}
          />
        )}
      </Columns>
      <Columns>
        <Stack>
          <SettingsForm theme={await currentTheme()} path={path} justSaved={saved === '1'} locale={locale} />
          <Card>
            <LinkList
              items={[
                { href: '/account/notices', icon: 'chat', title: notices('title') },
                {
                  ...{ href: `/c/${connection.id}/data`, icon: 'download', title: data('title') },
                  note: data('linkNote'),
                },
                { href: '/account/data', icon: 'download', title: privacy('title'), note: privacy('linkNote') },
                {
                  ...{ href: '/account/tokens', icon: 'lock', title: tokens('title') },
                  note: tokens('linkNote'),
                },
                {
                  ...{ href: '/account/notices/choices', icon: 'phone', title: notices('choicesTitle') },
                  note: notices('choicesNote'),
                },
                {
                  ...{ href: '/account/offline', icon: 'phone', title: offline('title') },
                  note: offline('linkNote'),
                },
              ]}
            />
          </Card>
        </Stack>
        <Stack>
          <Logins sessions={sessions} path={path} justEnded={ended === '1'} locale={locale} />
          <Passkeys passkeys={passkeys} path={path} justRemoved={removed === '1'} locale={locale} />
        </Stack>
      </Columns>
    </Stack>
  )
}
