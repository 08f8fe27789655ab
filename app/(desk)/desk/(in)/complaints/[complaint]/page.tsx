import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { currentTyped } from '#app/typed-words.ts'
import { EvidenceCard } from '#components/complaints/evidence-card.tsx'
import { complaintNumberLabel } from '#components/complaints/number-label.ts'
import { ThreadFacts } from '#components/complaints/thread-facts.tsx'
import { Timeline } from '#components/complaints/timeline.tsx'
import { DecideForm } from '#components/inbox/decide-form.tsx'
import { OfficeFacts } from '#components/inbox/office-facts.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Columns, PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { complaintCatalogue } from '#lib/complaints/catalogue.ts'
import { MOST_LETTERS } from '#lib/complaints/complaint-words.ts'
import { getOfficeComplaint } from '#lib/complaints/get-office-complaint.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'
import { mayRole } from '#lib/staff/permissions.ts'

type Query = Record<string, string | string[] | undefined>
type Props = { params: Promise<{ complaint: string }>; searchParams: Promise<Query> }

/** Which field each refusal is about. */
const FIELD_OF = {
  NO_MOVE: 'what',
  OTHER_LEVEL: 'what',
  DECIDED_ALREADY: 'what',
  NO_DAY: 'promisedOn',
  DAY_IS_PAST: 'promisedOn',
  NO_REASON: 'text',
  NO_TEXT: 'text',
  TOO_LONG: 'text',
} as const

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'inbox')('title') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** One complaint at the desk: what was said and shown, and what the officer says and decides. */
export default async function OfficeComplaintPage({ params, searchParams }: Props) {
  const { services, actor, locale } = await deskPage('complaint.read')
  const { complaint: complaintId } = await params
  const found = await getOfficeComplaint(services, actor, { complaintId })
  if (!found) notFound()
  const { done, error } = await searchParams
  const { thread } = found
  const t = textsFor(locale, 'inbox')
  const refusal = (Object.keys(FIELD_OF) as (keyof typeof FIELD_OF)[]).find((reason) => reason === error)
  const fault = refusal && { field: FIELD_OF[refusal], message: t(`error_${refusal}`, { most: MOST_LETTERS }) }
  return (
    <Stack>
      {fault && <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: 1 })} errors={[fault]} />}
      {typeof done === 'string' && t.has(`done_${done}`) && (
        <Alert kind="ok" status>
          {t(`done_${done}`, { number: thread.number })}
        </Alert>
      )}
      <div>
        <BackLink href="/desk/complaints">{t('back')}</BackLink>
        <PageTitle>{`${complaintNumberLabel(thread, locale)} ${thread.number}`}</PageTitle>
      </div>
      <Columns>
        <ThreadFacts thread={thread} discom={env().discom.shortName} isAtDesk locale={locale} />
        <OfficeFacts found={found} locale={locale} />
      </Columns>
      {thread.evidence && <EvidenceCard evidence={thread.evidence} isSent locale={locale} />}
      <Timeline
        kind={thread.category.kind}
        events={thread.events}
        filesHref={`/desk/complaints/${thread.id}/files`}
        isAtDesk
        locale={locale}
      />
      {!found.mayDecide && thread.decidedAt === null && <Alert kind="info">{t('otherLevel')}</Alert>}
      {mayRole(actor.role, 'complaint.decide') && (
        <DecideForm
          complaintId={thread.id}
          replies={complaintCatalogue().replies}
          mayDecide={found.mayDecide}
          error={fault}
          typed={await currentTyped(thread.id)}
          locale={locale}
        />
      )}
    </Stack>
  )
}
