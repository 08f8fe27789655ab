import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { currentTyped } from '#app/typed-words.ts'
import { ADD_ERRORS, AddStaffForm } from '#components/desk/add-staff-form.tsx'
import { DoneAlert } from '#components/desk/done-alert.tsx'
import { StaffTable } from '#components/desk/staff-table.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { listStaff } from '#lib/staff/list-staff.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'desk')('staffTitle') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** Where an administrator sees the accounts of the own office and those below, and adds one. */
export default async function StaffPage({ searchParams }: Props) {
  const { services, actor, locale } = await deskPage('staff.manage')
  const listed = await listStaff(services, actor)
  if (!listed) notFound()
  const t = textsFor(locale, 'desk')
  const { done, error: word } = await searchParams
  const error = ADD_ERRORS.find(({ reason }) => reason === word)
  return (
    <Stack>
      <DoneAlert done={done} locale={locale} />
      <div>
        <PageTitle>{t('staffTitle')}</PageTitle>
        <p className="mt-1 text-text-2">{t('staffLead')}</p>
      </div>
      <Card>
        <StaffTable staff={listed.staff} locale={locale} />
      </Card>
      <AddStaffForm
        offices={listed.offices}
        error={error}
        typed={error && (await currentTyped(`staff ${actor.staffId}`))}
        locale={locale}
      />
    </Stack>
  )
}
