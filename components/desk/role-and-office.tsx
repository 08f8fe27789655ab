import { Choice } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { OfficeName } from '#lib/staff/list-staff.ts'
import { STAFF_ROLES } from '#lib/staff/permissions.ts'
import type { Locale } from '#lib/units/locale.ts'
import { officeOption } from './office-name.tsx'

/** What decides what an officer may do, and to whose connections. */
export function RoleAndOffice(props: {
  offices: OfficeName[]
  role?: string
  officeId?: string
  errors?: { role?: string; office?: string }
  locale: Locale
}) {
  const { offices, role, officeId, errors, locale } = props
  const t = textsFor(locale, 'desk')
  return (
    <>
      <Choice
        name="role"
        label={t('role')}
        defaultValue={role}
        error={errors?.role}
        options={STAFF_ROLES.map((value) => ({ value, label: t(`role_${value}`) }))}
      />
      <Choice
        name="office"
        label={t('office')}
        defaultValue={officeId}
        error={errors?.office}
        options={offices.map((office) => ({ value: office.id, ...officeOption(office) }))}
      />
    </>
  )
}
