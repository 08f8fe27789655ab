import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Choice, Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { MonthQuestion, WrongField } from '#lib/tariff/calculate-month.ts'
import { formatMonth } from '#lib/units/display.ts'
import type { Month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'

const CATEGORIES = ['DS_URBAN', 'DS_RURAL', 'CS_URBAN', 'CS_RURAL']

type Props = { locale: Locale; question: MonthQuestion; months: readonly Month[]; errors: WrongField[] }

/** What the calculator asks. What was typed stays, also where it was wrong. */
export function CalculatorForm({ locale, question, months, errors }: Props) {
  const t = textsFor(locale, 'calculator')
  const common = textsFor(locale, 'common')
  const said = (field: WrongField) => t(field === 'category' ? 'error_other' : `error_${field}`)
  const errorOf = (field: WrongField) => (errors.includes(field) ? said(field) : undefined)
  return (
    <>
      <ErrorSummary
        title={common('error_count', { count: errors.length })}
        errors={errors.map((field) => ({ field, message: said(field) }))}
      />
      <Card>
        <form method="get" action="/calculator" className="grid gap-5">
          <Field
            name="units"
            label={t('units')}
            hint={t('unitsHint')}
            error={errorOf('units')}
            defaultValue={question.units}
            inputMode="decimal"
            maxLength={12}
          />
          <Choice
            name="category"
            label={t('category')}
            error={errorOf('category')}
            defaultValue={question.category}
            options={CATEGORIES.map((value) => ({ value, label: t(value) }))}
          />
          <Choice
            name="mode"
            label={t('mode')}
            defaultValue={question.mode}
            options={['POSTPAID', 'PREPAID'].map((value) => ({ value, label: t(value) }))}
          />
          <Choice
            name="month"
            label={t('month')}
            error={errorOf('month')}
            defaultValue={question.month}
            options={months.map((value) => ({ value, label: formatMonth(value, locale) }))}
          />
          <Field
            name="load"
            label={t('load')}
            hint={t('loadHint')}
            error={errorOf('load')}
            defaultValue={question.loadKw}
            inputMode="decimal"
            maxLength={8}
          />
          <SubmitButton wide>{t('calculate')}</SubmitButton>
        </form>
      </Card>
    </>
  )
}
