import { OfficeName } from '#components/desk/office-name.tsx'
import { PersonCell } from '#components/desk/person-cell.tsx'
import { Card } from '#components/ui/card.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { DemoOfficer } from '#lib/staff/list-demo-officers.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Who can log in at the desk of the demo, with the code of the officer's authenticator. */
export function DeskPeople({ officers, locale }: { officers: DemoOfficer[]; locale: Locale }) {
  const t = textsFor(locale, 'demo')
  const desk = textsFor(locale, 'desk')
  if (officers.length === 0) return null
  return (
    <Card title={t('desk')} id="desk">
      <p className="mb-2 text-text-2">{t('deskLead')}</p>
      <DataTable
        caption={t('desk')}
        captionHidden
        columns={[
          { key: 'who', title: desk('colName'), look: 'strong' },
          { key: 'mobile', title: desk('colMobile') },
          { key: 'code', title: t('deskCode'), align: 'right' },
        ]}
        rows={officers.map(({ mobile, name, role, office, code }) => ({
          key: mobile,
          cells: {
            who: (
              <PersonCell
                name={name}
                below={
                  <>
                    {desk(`role_${role}`)}, <OfficeName office={office} locale={locale} />
                  </>
                }
                locale={locale}
              />
            ),
            mobile: (
              <a href={`/demo?to=${mobile}`} className="link inline-flex min-h-11 items-center">
                {mobile}
              </a>
            ),
            code: <code className="text-label">{code}</code>,
          },
        }))}
      />
      <p className="mt-2">
        <a href="/desk/login" className="link inline-flex min-h-11 items-center">
          {t('deskLogin')}
        </a>
      </p>
    </Card>
  )
}
