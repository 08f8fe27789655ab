import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { ComplaintList } from '#components/complaints/complaint-list.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { EmptyCard } from '#components/ui/empty-card.tsx'
import { listComplaints } from '#lib/complaints/list-complaints.ts'
import { textsFor } from '#lib/i18n/texts.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'complaints')('title') }) }
}

/** Every complaint about the connection, and the way to a new one. */
export default async function ComplaintsPage({ params }: { params: Promise<{ connection: string }> }) {
  const { services, actor, connection, locale } = await portalPage(params, 'RECORD')
  const complaints = await listComplaints(services, actor, { connectionId: connection.id })
  if (!complaints) notFound()
  const t = textsFor(locale, 'complaints')
  return (
    <Stack>
      <PageTitle>{t('title')}</PageTitle>
      <div className="flex flex-wrap gap-3">
        <LinkButton href={`/c/${connection.id}/complaints/new`}>{t('new')}</LinkButton>
        <LinkButton href={`/c/${connection.id}/complaints/services`} look="outlined">
          {t('askService')}
        </LinkButton>
      </div>
      {complaints.length === 0 ? (
        <EmptyCard icon="chat" lead={t('none')} />
      ) : (
        <Card>
          <ComplaintList complaints={complaints} connectionId={connection.id} locale={locale} />
        </Card>
      )}
    </Stack>
  )
}
