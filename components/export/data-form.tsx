import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Field, RadioGroup } from '#components/ui/field.tsx'
import { fileNote } from '#components/ui/file-link.tsx'
import { DATA_FORMATS, FIELD_OF, MOST_DAYS, type PeriodRefusal } from '#lib/export/data-period.ts'
import { MOST_KB } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = {
  action: string
  from: string
  to: string
  format: string
  /** Why a period was not taken. */
  refusal: PeriodRefusal | undefined
  locale: Locale
}

/** Days and format of a file; the answer is the file itself. */
export function DataForm({ action, from, to, format, refusal, locale }: Props) {
  const t = textsFor(locale, 'data')
  const error = refusal && { field: FIELD_OF[refusal], message: t(`error_${refusal}`, { most: MOST_DAYS }) }
  const errorOf = (field: 'from' | 'to') => (error?.field === field ? error.message : undefined)
  return (
    <>
      <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: 1 })} errors={error ? [error] : []} />
      <Card>
        <form method="get" action={action} className="grid max-w-140 gap-4">
          <div className="grid gap-4 md:grid-cols-2">
            <Field name="from" type="date" label={t('from')} defaultValue={from} error={errorOf('from')} />
            <Field name="to" type="date" label={t('to')} defaultValue={to} error={errorOf('to')} />
          </div>
          <RadioGroup
            name="format"
            label={t('format')}
            defaultValue={format}
            options={DATA_FORMATS.map((value) => ({
              ...{ value, label: t(`name_${value}`) },
              note: t(`note_${value}`, { size: fileNote({ mostKb: MOST_KB[value] }, locale) }),
            }))}
          />
          <SubmitButton wide>{t('download')}</SubmitButton>
        </form>
      </Card>
    </>
  )
}
