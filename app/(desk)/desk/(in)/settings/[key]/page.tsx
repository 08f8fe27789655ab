import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { settingNames } from '#app/desk-setting-names.ts'
import { currentLocale } from '#app/locale.ts'
import { SettingForm } from '#components/settings/setting-form.tsx'
import { SettingPreview } from '#components/settings/setting-preview.tsx'
import { SettingValueText, settingName } from '#components/settings/setting-value.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { listSettings } from '#lib/settings/list-settings.ts'
import { readSetting, type SettingField } from '#lib/settings/read-setting.ts'
import { formatDay, formatInstant } from '#lib/units/display.ts'
import { addDays, dayOf } from '#lib/units/ist.ts'

type Props = {
  params: Promise<{ key: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'settings')('changeTitle') }) }
}

/** One setting is written anew, looked at beside what holds, and then changed from a day on. */
export default async function SettingPage({ params, searchParams }: Props) {
  const { services, actor, locale } = await deskPage('settings.change')
  const key = decodeURIComponent((await params).key)
  const setting = (await listSettings(services, actor))?.find((known) => known.key === key)
  if (!setting) notFound()
  const given = await searchParams
  const t = textsFor(locale, 'settings')
  const now = services.now()
  const get = (field: SettingField) => (typeof given[field] === 'string' ? given[field] : undefined)
  const isAsked = get('fromOn') !== undefined
  const read = isAsked ? readSetting(setting, { get }, now) : null
  const tomorrow = addDays(dayOf(now), 1)
  return (
    <Stack>
      <div>
        <BackLink href="/desk/settings">{t('title')}</BackLink>
        <PageTitle>{settingName(setting, settingNames(locale), locale)}</PageTitle>
      </div>
      {read?.ok && <SettingPreview setting={setting} value={read.value} fromOn={read.fromOn} locale={locale} />}
      <SettingForm
        setting={setting}
        typed={(field) => get(field) ?? (field === 'fromOn' && !isAsked ? tomorrow : undefined)}
        errors={read?.ok === false ? read.errors : []}
        locale={locale}
      />
      {setting.changes.length > 0 && (
        <Card title={t('history')}>
          <ul className="-my-3">
            {setting.changes.map(({ value, fromOn, setAt, setBy }) => (
              <li key={setAt.toISOString()} className="border-b border-line py-3 last:border-b-0">
                <p className="text-small text-text-2">
                  {t('since', { day: formatDay(fromOn, locale) })} · <Name locale={locale}>{setBy ?? '–'}</Name>,{' '}
                  {formatInstant(setAt, locale)}
                </p>
                <SettingValueText value={value} locale={locale} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Stack>
  )
}
