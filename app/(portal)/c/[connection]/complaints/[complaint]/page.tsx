import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { currentTyped } from '#app/typed-words.ts'
import { ComplaintThreadView } from '#components/complaints/complaint-thread.tsx'
import { complaintNumberLabel } from '#components/complaints/number-label.ts'
import { isThreadRefused, threadError } from '#components/complaints/thread-error.ts'
import { Alert } from '#components/ui/alert.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { getComplaint } from '#lib/complaints/get-complaint.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'

type Query = Record<string, string | string[] | undefined>
type Props = { params: Promise<{ connection: string; complaint: string }>; searchParams: Promise<Query> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'complaints')('number') })
  return { title: isThreadRefused(await searchParams) ? common('title_error', { title }) : title }
}

/** One complaint about the connection. */
export default async function ComplaintPage({ params, searchParams }: Props) {
  const { services, actor, connection, locale } = await portalPage(params, 'RECORD')
  const { complaint: complaintId } = await params
  const thread = await getComplaint(services, actor, { connectionId: connection.id, complaintId })
  if (!thread) notFound()
  const query = await searchParams
  const t = textsFor(locale, 'complaints')
  const { discom } = env()
  const error = threadError(query, { thread, helpline: discom.helpline, locale })
  return (
    <Stack>
      <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: 1 })} errors={error ? [error] : []} />
      <div>
        <BackLink href={`/c/${connection.id}/complaints`}>{t('backToList')}</BackLink>
        <PageTitle>{`${complaintNumberLabel(thread, locale)} ${thread.number}`}</PageTitle>
      </div>
      {query.sent !== undefined && (
        <Alert
          kind="ok"
          status
          lead={t(thread.category.kind === 'SERVICE' ? 'sent_SERVICE' : 'sent', { number: thread.number })}
        />
      )}
      <ComplaintThreadView
        thread={thread}
        connectionId={connection.id}
        filesHref={`/c/${connection.id}/complaints/${thread.id}/files`}
        discom={discom}
        error={error}
        typed={await currentTyped(thread.id)}
        locale={locale}
      />
    </Stack>
  )
}
