import { textsFor } from '#lib/i18n/texts.ts'
import type { SettingView } from '#lib/settings/list-settings.ts'
import type { SettingValue } from '#lib/settings/setting-kinds.ts'
import { formatDay } from '#lib/units/display.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What a setting is called: by its own name, or by that of the reply or category that it belongs to. */
export function settingName({ key }: Pick<SettingView, 'key'>, names: ReadonlyMap<string, string>, locale: Locale) {
  const t = textsFor(locale, 'settings')
  return t.has(`key_${key}`) ? t(`key_${key}`) : (names.get(key) ?? key)
}

/** A value as people will read it, in both languages where it has them. */
export function SettingValueText({ value, locale }: { value: SettingValue; locale: Locale }) {
  const t = textsFor(locale, 'settings')
  if (typeof value === 'string') return <p lang="en">{value}</p>
  if (Array.isArray(value))
    return <p>{value.length === 0 ? t('noDays') : value.map((on) => formatDay(on as IstDay, locale)).join(', ')}</p>
  if ('hours' in value)
    return (
      <>
        <p>{t('hoursText', { hours: value.hours })}</p>
        {value.source ? <BothLanguages {...value.source} /> : <p className="text-text-2">{t('ownAim')}</p>}
      </>
    )
  return <BothLanguages {...value} />
}

function BothLanguages({ hi, en }: { hi: string; en: string }) {
  return (
    <>
      <p lang="hi">{hi}</p>
      <p lang="en">{en}</p>
    </>
  )
}
