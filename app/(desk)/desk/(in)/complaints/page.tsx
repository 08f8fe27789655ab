import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { filterNamed, InboxFilterForm, inboxHref } from '#components/inbox/inbox-filter.tsx'
import { InboxTable } from '#components/inbox/inbox-table.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { Pager } from '#components/ui/segments.tsx'
import { officersOfComplaints } from '#lib/complaints/assign-complaints.ts'
import { complaintCatalogue } from '#lib/complaints/catalogue.ts'
import { listOfficeComplaints } from '#lib/complaints/list-office-complaints.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { mayRole } from '#lib/staff/permissions.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'inbox')('title') }) }
}

/** The complaints of the officer's office: what waits, the most urgent first. */
export default async function InboxPage({ searchParams }: Props) {
  const { services, actor, locale } = await deskPage('complaint.read')
  const query = await searchParams
  const filter = filterNamed(query)
  const inbox = await listOfficeComplaints(services, actor, filter)
  if (!inbox) notFound()
  const officers = mayRole(actor.role, 'complaint.assign') ? await officersOfComplaints(services, actor) : []
  const t = textsFor(locale, 'inbox')
  const { rows, count, page, pages, waiting, overdue } = inbox
  const assigned = Number(query.assigned)
  const step = (to: number, key: 'earlier' | 'later') => ({
    href: to >= 1 && to <= pages ? inboxHref(filter, to) : null,
    label: t(key),
  })
  return (
    <Stack>
      {query.assigned !== undefined && (
        <Alert kind={assigned > 0 ? 'ok' : 'info'} status>
          {t('assigned', { count: Number.isInteger(assigned) ? assigned : 0 })}
        </Alert>
      )}
      {typeof query.error === 'string' && t.has(`error_${query.error}`) && (
        <Alert kind="bad" status>
          {t(`error_${query.error}`, { most: '' })}
        </Alert>
      )}
      <div>
        <PageTitle aside={<LinkButton href="/desk/complaints/new">{t('new')}</LinkButton>}>{t('title')}</PageTitle>
        <p className="mt-1 text-text-2">{t('lead', { waiting, overdue })}</p>
      </div>
      <InboxFilterForm filter={filter} categories={complaintCatalogue().categories} locale={locale} />
      <Card>
        {rows.length === 0 ? (
          <p>{t('none')}</p>
        ) : (
          <InboxTable rows={rows} officers={officers} back={inboxHref(filter, page)} locale={locale} />
        )}
      </Card>
      <Pager
        title={t('found', { count, page, pages })}
        previous={step(page - 1, 'earlier')}
        next={step(page + 1, 'later')}
      />
    </Stack>
  )
}
