import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, currentTheme } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { ConnectionRecord, MeterRecord } from '#components/identity/connection-record.tsx'
import { LinkedMobiles } from '#components/identity/linked-mobiles.tsx'
import { Logins } from '#components/identity/logins.tsx'
import { SettingsForm } from '#components/identity/settings-form.tsx'
import { Columns, PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getProfile } from '#lib/identity/get-profile.ts'
import { listSessions } from '#lib/identity/list-sessions.ts'
import { env } from '#lib/platform/env.ts'

type Props = {
  params: Promise<{ connection: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'profile')('title') }) }
}

/** What the utility has on record, who may see it, and where this person is logged in. */
export default async function ProfilePage({ params, searchParams }: Props) {
  const { services, actor, connection, locale } = await portalPage(params, 'RECORD')
  const profile = await getProfile(services, actor, connection.id)
  if (!profile) notFound()
  const sessions = await listSessions(services, actor)
  const { ended, saved } = await searchParams
  const { helpline } = env().discom
  const path = `/c/${connection.id}/profile`
  const t = textsFor(locale, 'profile')
  return (
    <Stack>
      <PageTitle>{t('title')}</PageTitle>
      <Columns>
        <Stack>
          <ConnectionRecord connection={connection} profile={profile} locale={locale} />
          <p className="text-small text-text-2">{t('wrongDetails', { helpline })}</p>
        </Stack>
        <Stack>
          <MeterRecord connection={connection} profile={profile} locale={locale} />
          <LinkedMobiles mobiles={profile.mobiles} helpline={helpline} locale={locale} />
        </Stack>
      </Columns>
      <Columns>
        <SettingsForm theme={await currentTheme()} path={path} justSaved={saved === '1'} locale={locale} />
        <Logins sessions={sessions} path={path} justEnded={ended === '1'} locale={locale} />
      </Columns>
    </Stack>
  )
}
