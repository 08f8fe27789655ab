import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Field } from '#components/ui/field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { SettingError, SettingField } from '#lib/settings/read-setting.ts'
import { LONGEST_LINE, type SettingKind, type SettingValue } from '#lib/settings/setting-kinds.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = {
  setting: SettingKind
  typed: (field: SettingField) => string | undefined
  errors: readonly SettingError[]
  locale: Locale
}

/** The fields of a setting's shape, begun with what holds today, and from when. It asks for the preview. */
export function SettingForm({ setting, typed, errors, locale }: Props) {
  const t = textsFor(locale, 'settings')
  const words = errors.map(({ field, reason }) => ({ field, message: t(`error_${reason}`, { most: LONGEST_LINE }) }))
  const begun = fieldsOf(setting.now)
  const question = (name: SettingField) => ({
    ...{ name, label: t(name), defaultValue: typed(name) ?? begun[name] },
    error: words.find(({ field }) => field === name)?.message,
  })
  const { shape } = setting
  return (
    <>
      <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: words.length })} errors={words} />
      <Card>
        <form
          method="get"
          action={`/desk/settings/${encodeURIComponent(setting.key)}`}
          className="grid max-w-140 gap-4"
        >
          {(shape === 'line' || shape === 'helpline') && <Field {...question('text')} maxLength={LONGEST_LINE} />}
          {shape === 'holidays' && <TextArea {...question('days')} hint={t('daysHint')} rows={6} />}
          {shape === 'clock' && <Field {...question('hours')} inputMode="numeric" maxLength={4} />}
          {(shape === 'words' || shape === 'clock') && (
            <>
              <TextArea
                {...question('hi')}
                label={t(shape === 'clock' ? 'sourceHi' : 'hi')}
                lang="hi"
                rows={2}
                maxLength={LONGEST_LINE}
              />
              <TextArea
                {...question('en')}
                label={t(shape === 'clock' ? 'sourceEn' : 'en')}
                lang="en"
                rows={2}
                maxLength={LONGEST_LINE}
              />
            </>
          )}
          <Field {...question('fromOn')} type="date" />
          <SubmitButton look="outlined">{t('preview')}</SubmitButton>
        </form>
      </Card>
    </>
  )
}

/** A value as the fields of its form. */
export function fieldsOf(value: SettingValue): Partial<Record<SettingField, string>> {
  if (typeof value === 'string') return { text: value }
  if (Array.isArray(value)) return { days: value.join('\n') }
  if ('hours' in value) return { hours: String(value.hours), hi: value.source?.hi ?? '', en: value.source?.en ?? '' }
  return value
}
