import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { SettingKind, SettingValue } from '#lib/settings/setting-kinds.ts'
import { formatDay } from '#lib/units/display.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { fieldsOf } from './setting-form.tsx'
import { SettingValueText } from './setting-value.tsx'

type Props = { setting: SettingKind; value: SettingValue; fromOn: IstDay; locale: Locale }

/** Before and after, and the press that changes it. */
export function SettingPreview({ setting, value, fromOn, locale }: Props) {
  const t = textsFor(locale, 'settings')
  return (
    <Card title={t('previewTitle', { day: formatDay(fromOn, locale) })}>
      <p className="text-small text-text-2">{t('before')}</p>
      <SettingValueText value={setting.now} locale={locale} />
      <p className="mt-3 text-small text-text-2">{t('after')}</p>
      <div className="font-semibold">
        <SettingValueText value={value} locale={locale} />
      </div>
      <form method="post" action="/api/desk/settings" className="mt-4">
        {Object.entries({ key: setting.key, fromOn, ...fieldsOf(value) }).map(([name, field]) => (
          <input key={name} type="hidden" name={name} value={field} />
        ))}
        <SubmitButton>{t('change')}</SubmitButton>
      </form>
    </Card>
  )
}
