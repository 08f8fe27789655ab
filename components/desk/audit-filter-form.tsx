import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Choice, Field } from '#components/ui/field.tsx'
import { namedOption } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { AuditPage } from '#lib/staff/list-audit.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What was chosen, as the address says it: a connection by its id, since its number belongs into no address. */
export type AuditChoice = { staff?: string; connection?: string; day?: string }

/** Narrows the list to an officer, a consumer or a day. */
export function AuditFilterForm(props: {
  officers: AuditPage['officers']
  chosen: AuditChoice
  /** Of the connection that was chosen, or as it was typed. */
  number?: string
  error?: string
  locale: Locale
}) {
  const { officers, chosen, number, error, locale } = props
  const t = textsFor(locale, 'desk')
  return (
    <Card>
      <form method="post" action="/api/desk/audit" className="grid grid-cols-1 items-end gap-4 md:grid-cols-4">
        <Choice
          name="staff"
          label={t('filterStaff')}
          defaultValue={chosen.staff}
          options={[{ value: '', label: t('everybody') }, ...officers.map(({ id, name }) => namedOption(id, name))]}
        />
        <Field
          {...{ name: 'number', label: t('number'), error, defaultValue: number }}
          {...{ inputMode: 'numeric', autoComplete: 'off', maxLength: 30 }}
        />
        <Field name="day" label={t('filterDay')} defaultValue={chosen.day} type="date" />
        <SubmitButton look="outlined">{t('filter')}</SubmitButton>
      </form>
    </Card>
  )
}
