import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { RadioGroup } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { LANGUAGES, LOCALES, type Locale } from '#lib/units/locale.ts'

const THEMES = ['auto', 'light', 'dark']

type Props = { theme: string; path: string; justSaved: boolean; locale: Locale }

/** Language and colours; saving leads back to `path`. */
export function SettingsForm({ theme, path, justSaved, locale }: Props) {
  const t = textsFor(locale, 'profile')
  return (
    <Card title={t('settings')} id="settings">
      {justSaved && (
        <div className="mb-4">
          <Alert kind="ok" status>
            {t('saved')}
          </Alert>
        </div>
      )}
      <form method="post" action="/api/language" className="grid gap-5">
        <input type="hidden" name="next" value={`${path}?saved=1#settings`} />
        <RadioGroup
          name="language"
          label={t('language')}
          hint={t('languageHint')}
          defaultValue={locale}
          options={LOCALES.map((value) => ({ value, label: LANGUAGES[value].name, lang: value }))}
        />
        <RadioGroup
          name="theme"
          label={t('theme')}
          defaultValue={theme}
          options={THEMES.map((value) => ({ value, label: t('themeName', { theme: value }) }))}
        />
        <SubmitButton look="outlined">{t('save')}</SubmitButton>
      </form>
    </Card>
  )
}
