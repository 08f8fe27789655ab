import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Choice, Field } from '#components/ui/field.tsx'
import { namedOption } from '#components/ui/name.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { ALL, LONGEST_NOTICE, type NoticeError, type NoticeField } from '#lib/notices/read-notice.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = {
  subdivisions: readonly string[]
  /** What was typed before. It speaks to everybody, so it may stand in an address. */
  typed: (field: NoticeField) => string | undefined
  errors: readonly NoticeError[]
  locale: Locale
}

/** Both texts, for whom and for which days. It asks for the preview; nothing is told yet. */
export function NoticeForm({ subdivisions, typed, errors, locale }: Props) {
  const t = textsFor(locale, 'notices')
  const words = errors.map(({ field, reason }) => ({ field, message: t(`error_${reason}`, { most: LONGEST_NOTICE }) }))
  const question = (name: NoticeField) => ({
    ...{ name, label: t(name), defaultValue: typed(name) },
    error: words.find(({ field }) => field === name)?.message,
  })
  return (
    <>
      <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: words.length })} errors={words} />
      <Card>
        <form method="get" action="/desk/notices/new" className="grid max-w-140 gap-4">
          <TextArea {...question('textHi')} lang="hi" rows={3} />
          <TextArea {...question('textEn')} lang="en" rows={3} />
          <Choice
            {...question('subdivision')}
            options={[
              { value: ALL, label: t('all') },
              ...(subdivisions.length > 1 ? subdivisions.map((name) => namedOption(name, name)) : []),
            ]}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field {...question('fromOn')} type="date" />
            <Field {...question('untilOn')} type="date" />
          </div>
          <SubmitButton look="outlined">{t('preview')}</SubmitButton>
        </form>
      </Card>
    </>
  )
}
