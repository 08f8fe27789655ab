import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { SettingView } from '#lib/settings/list-settings.ts'
import { formatDay } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { SettingValueText, settingName } from './setting-value.tsx'

const GROUPS = ['UTILITY', 'DAYS', 'HOURS', 'REPLY'] as const
type Props = { settings: readonly SettingView[]; names: ReadonlyMap<string, string>; locale: Locale }

/** Each setting with what holds today, what is to come, and the way to change it. */
export function SettingList({ settings, names, locale }: Props) {
  const t = textsFor(locale, 'settings')
  return GROUPS.map((group) => (
    <Card key={group} title={t(`group_${group}`)}>
      <ul className="-my-3">
        {settings
          .filter((setting) => setting.group === group)
          .map((setting) => {
            const toCome = setting.changes.filter(({ isToCome }) => isToCome).at(-1)
            return (
              <li key={setting.key} className="border-b border-line py-3 last:border-b-0">
                <a
                  href={`/desk/settings/${encodeURIComponent(setting.key)}`}
                  className="inline-flex min-h-11 items-center font-semibold text-primary"
                >
                  {settingName(setting, names, locale)}
                </a>
                <SettingValueText value={setting.now} locale={locale} />
                {toCome && (
                  <p className="text-small text-text-2">{t('changesOn', { day: formatDay(toCome.fromOn, locale) })}</p>
                )}
              </li>
            )
          })}
      </ul>
    </Card>
  ))
}
