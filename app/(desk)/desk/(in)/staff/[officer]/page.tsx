import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { DoneAlert } from '#components/desk/done-alert.tsx'
import { OfficerForms } from '#components/desk/officer-forms.tsx'
import { StaffState } from '#components/desk/staff-table.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { listStaff } from '#lib/staff/list-staff.ts'

type Props = {
  params: Promise<{ officer: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'desk')('officerTitle') }) }
}

/** One account: role and office, on or off, and its authenticator. The own one has no such page. */
export default async function OfficerPage({ params, searchParams }: Props) {
  const { services, actor, locale } = await deskPage('staff.manage')
  const { officer: id } = await params
  const listed = await listStaff(services, actor)
  const officer = listed?.staff.find((one) => one.id === id && !one.isSelf)
  if (!listed || !officer) notFound()
  const t = textsFor(locale, 'desk')
  return (
    <Stack>
      <DoneAlert done={(await searchParams).done} locale={locale} />
      <div>
        <BackLink href="/desk/staff">{t('backToStaff')}</BackLink>
        <PageTitle aside={<StaffState officer={officer} locale={locale} />}>{t('officerTitle')}</PageTitle>
        <p className="text-text-2">
          <Name locale={locale} className="font-semibold text-text">
            {officer.name}
          </Name>{' '}
          · {officer.mobile}
        </p>
      </div>
      <OfficerForms officer={officer} offices={listed.offices} locale={locale} />
    </Stack>
  )
}
