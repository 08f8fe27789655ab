import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { settingNames } from '#app/desk-setting-names.ts'
import { currentLocale } from '#app/locale.ts'
import { SettingList } from '#components/settings/setting-list.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { listSettings } from '#lib/settings/list-settings.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'settings')('title') }) }
}

/** Texts, addresses, holidays and times that the desk may change. */
export default async function SettingsPage({ searchParams }: Props) {
  const { services, actor, locale } = await deskPage('settings.change')
  const settings = await listSettings(services, actor)
  if (!settings) notFound()
  const t = textsFor(locale, 'settings')
  return (
    <Stack>
      {(await searchParams).done === 'changed' && (
        <Alert kind="ok" status>
          {t('done')}
        </Alert>
      )}
      <div>
        <PageTitle>{t('title')}</PageTitle>
        <p className="mt-1 text-text-2">{t('lead')}</p>
      </div>
      <SettingList settings={settings} names={settingNames(locale)} locale={locale} />
    </Stack>
  )
}
