import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { OfficeName, StaffRow } from '#lib/staff/list-staff.ts'
import type { Locale } from '#lib/units/locale.ts'
import { RoleAndOffice } from './role-and-office.tsx'

/** What an administrator can change of an account. */
export function OfficerForms(props: { officer: StaffRow; offices: OfficeName[]; locale: Locale }) {
  const { officer, offices, locale } = props
  const t = textsFor(locale, 'desk')
  return (
    <>
      <Card>
        <form method="post" action="/api/desk/staff/change" className="grid max-w-110 gap-4">
          <input type="hidden" name="officer" value={officer.id} />
          <RoleAndOffice offices={offices} role={officer.role} officeId={officer.office.id} locale={locale} />
          <SubmitButton>{t('saveRole')}</SubmitButton>
        </form>
      </Card>
      <Card>
        <div className="grid max-w-110 gap-4">
          {officer.hasAuthenticator && (
            <form method="post" action="/api/desk/staff/reset" className="grid gap-2">
              <input type="hidden" name="officer" value={officer.id} />
              <SubmitButton look="outlined">{t('reset')}</SubmitButton>
              <p className="text-small text-text-2">{t('resetNote')}</p>
            </form>
          )}
          <form method="post" action="/api/desk/staff/disable" className="grid gap-2">
            <input type="hidden" name="officer" value={officer.id} />
            <SubmitButton look="outlined" name="disabled" value={officer.isDisabled ? 'no' : 'yes'}>
              {officer.isDisabled ? t('enable') : t('disable')}
            </SubmitButton>
          </form>
          <p className="text-small text-text-2">{t('endsSessions')}</p>
        </div>
      </Card>
    </>
  )
}
