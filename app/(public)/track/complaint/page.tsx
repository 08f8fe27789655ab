import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { currentTyped } from '#app/typed-words.ts'
import { ComplaintThreadView } from '#components/complaints/complaint-thread.tsx'
import { complaintNumberLabel } from '#components/complaints/number-label.ts'
import { isThreadRefused, threadError } from '#components/complaints/thread-error.ts'
import { SubmitButton } from '#components/ui/button.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { getTrackedComplaint } from '#lib/complaints/get-complaint.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { currentVisitor } from '#lib/identity/session.ts'
import { env } from '#lib/platform/env.ts'
import { getServices } from '#lib/platform/services.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'complaints')('track_title') })
  return { title: isThreadRefused(await searchParams) ? common('title_error', { title }) : title }
}

/** One complaint for somebody who has the mobile that it was made with: the same thread, the same ways on. */
export default async function TrackedComplaintPage({ searchParams }: Props) {
  const visitor = await currentVisitor()
  const thread = visitor && (await getTrackedComplaint(getServices(), visitor))
  if (!thread) redirect('/track')
  const locale = await currentLocale()
  const t = textsFor(locale, 'complaints')
  const { discom } = env()
  const error = threadError(await searchParams, { thread, helpline: discom.helpline, locale })
  return (
    <Stack>
      <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: 1 })} errors={error ? [error] : []} />
      <PageTitle
        aside={
          <form method="post" action="/api/track/leave">
            <SubmitButton look="text">{t('track_leave')}</SubmitButton>
          </form>
        }
      >{`${complaintNumberLabel(thread, locale)} ${thread.number}`}</PageTitle>
      <ComplaintThreadView
        thread={thread}
        connectionId=""
        filesHref="/track/complaint/files"
        discom={discom}
        error={error}
        typed={await currentTyped(thread.id)}
        locale={locale}
      />
    </Stack>
  )
}
