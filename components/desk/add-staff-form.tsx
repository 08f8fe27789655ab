import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { OfficeName } from '#lib/staff/list-staff.ts'
import type { Locale } from '#lib/units/locale.ts'
import { RoleAndOffice } from './role-and-office.tsx'

/** Which field each refusal is about. */
export const ADD_ERRORS = [
  { reason: 'BAD_MOBILE', field: 'mobile' },
  { reason: 'MOBILE_TAKEN', field: 'mobile' },
  { reason: 'BAD_NAME', field: 'name' },
  { reason: 'BAD_ROLE', field: 'role' },
  { reason: 'NO_OFFICE', field: 'office' },
] as const

type Props = {
  offices: OfficeName[]
  error?: (typeof ADD_ERRORS)[number]
  /** What was typed into the form that was refused, by the field's name. */
  typed?: Record<string, string>
  locale: Locale
}

/** Name, mobile, role and office of somebody new. */
export function AddStaffForm({ offices, error, typed = {}, locale }: Props) {
  const t = textsFor(locale, 'desk')
  const message = error && t(`error_${error.reason}`)
  const errorOf = (field: string) => (error?.field === field ? message : undefined)
  return (
    <>
      <ErrorSummary
        title={textsFor(locale, 'common')('error_count', { count: 1 })}
        errors={error && message ? [{ field: error.field, message }] : []}
      />
      <Card title={t('addTitle')} id="add">
        <form method="post" action="/api/desk/staff/add" className="grid max-w-110 gap-4">
          <Field name="name" label={t('name')} error={errorOf('name')} defaultValue={typed.name} maxLength={100} />
          <Field
            name="mobile"
            label={t('colMobile')}
            error={errorOf('mobile')}
            defaultValue={typed.mobile}
            inputMode="tel"
            maxLength={24}
          />
          <RoleAndOffice
            offices={offices}
            role={typed.role}
            officeId={typed.office}
            errors={{ role: errorOf('role'), office: errorOf('office') }}
            locale={locale}
          />
          <SubmitButton>{t('add')}</SubmitButton>
        </form>
      </Card>
    </>
  )
}
