import { Badge } from '#components/ui/badge.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { StaffRow } from '#lib/staff/list-staff.ts'
import type { Locale } from '#lib/units/locale.ts'
import { OfficeName } from './office-name.tsx'
import { PersonCell } from './person-cell.tsx'

/** The accounts of some offices, each with the way to change it. */
export function StaffTable({ staff, locale }: { staff: StaffRow[]; locale: Locale }) {
  const t = textsFor(locale, 'desk')
  return (
    <DataTable
      caption={t('staffTitle')}
      captionHidden
      columns={[
        { key: 'name', title: t('colName'), look: 'strong' },
        { key: 'role', title: t('colRole') },
        { key: 'state', title: t('colState') },
        { key: 'change', title: t('colChange'), align: 'right' },
      ]}
      rows={staff.map((officer) => ({
        key: officer.id,
        cells: {
          name: <PersonCell name={officer.name} below={officer.mobile} locale={locale} />,
          role: (
            <>
              {t(`role_${officer.role}`)}
              <span className="block text-fine text-text-2">
                <OfficeName office={officer.office} locale={locale} />
              </span>
            </>
          ),
          state: <StaffState officer={officer} locale={locale} />,
          change: officer.isSelf ? (
            <span className="text-small text-text-2">{t('own')}</span>
          ) : (
            <a href={`/desk/staff/${officer.id}`} className="link inline-flex min-h-11 items-center">
              <span aria-hidden="true">{t('change')}</span>
              <span className="sr-only">
                {t.rich('changeOf', { officer: officer.name, name: () => <Name locale={locale}>{officer.name}</Name> })}
              </span>
            </a>
          ),
        },
      }))}
    />
  )
}

/** Whether an officer can log in, and how. */
export function StaffState({ officer, locale }: { officer: StaffRow; locale: Locale }) {
  const t = textsFor(locale, 'desk')
  if (officer.isDisabled) return <Badge kind="bad">{t('state_disabled')}</Badge>
  return officer.hasAuthenticator ? (
    <Badge kind="ok">{t('state_active')}</Badge>
  ) : (
    <Badge kind="warn">{t('state_new')}</Badge>
  )
}
