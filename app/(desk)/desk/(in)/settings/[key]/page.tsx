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
import { getServices } from '#lib/platform/services.ts'
import { listSettings } from '#lib/settings/list-settings.ts'
import { readSetting, type SettingField } from '#lib/settings/read-setting.ts'
import { settingKinds } from '#lib/settings/setting-kinds.ts'
import { formatDay, formatInstant } from '#lib/units/display.ts'
import { addDays, dayOf } from '#lib/units/ist.ts'

type Props = {
  params: Promise<{ key: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'settings')('changeTitle') })
  const key = decodeURIComponent((await params).key)
  // Without the list of changes: a title that waits for the database comes below the page's head.
  const setting = settingKinds().find((known) => known.key === key)
  const get = asked(await searchParams)
  const isRefused = setting && isAsked(get) && !readSetting(setting, { get }, getServices().now()).ok
  return { title: isRefused ? common('title_error', { title }) : title }
}

type Get = (field: SettingField) => string | undefined
const asked = (given: Awaited<Props['searchParams']>): Get => {
  return (field) => (typeof given[field] === 'string' ? given[field] : undefined)
}
const isAsked = (get: Get) => get('fromOn') !== undefined

/** One setting is written anew, looked at beside what holds, and then changed from a day on. */
export default async function SettingPage({ params, searchParams }: Props) {
  const { services, actor, locale } = await deskPage('settings.change')
  const key = decodeURIComponent((await params).key)
  const setting = (await listSettings(services, actor))?.find((known) => known.key === key)
  if (!setting) notFound()
  const get = asked(await searchParams)
  const t = textsFor(locale, 'settings')
  const now = services.now()
  const read = isAsked(get) ? readSetting(setting, { get }, now) : null
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
        typed={(field) => get(field) ?? (field === 'fromOn' && !isAsked(get) ? tomorrow : undefined)}
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
