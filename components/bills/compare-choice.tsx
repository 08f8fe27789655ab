import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Choice } from '#components/ui/field.tsx'
import type { BillComparison } from '#lib/billing/compare-bills.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatMonth } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

/** The other bill to compare with, as a form that needs no script. */
export function CompareChoice(props: { comparison: BillComparison; path: string; locale: Locale }) {
  const { comparison, path, locale } = props
  const t = textsFor(locale, 'compare')
  if (comparison.choices.length < 2) return null
  return (
    <Card>
      <form method="get" action={path} className="grid gap-3">
        <Choice
          name="with"
          label={t('choose')}
          defaultValue={comparison.other.id}
          options={comparison.choices.map(({ id, month }) => ({ value: id, label: formatMonth(month, locale) }))}
        />
        <SubmitButton look="outlined">{t('chooseButton')}</SubmitButton>
      </form>
    </Card>
  )
}
