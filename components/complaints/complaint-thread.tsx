import type { ComplaintThread } from '#lib/complaints/get-complaint.ts'
import type { RecordLanguage } from '#lib/units/language.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { EvidenceCard } from './evidence-card.tsx'
import type { ThreadError, ThreadPart } from './thread-error.ts'
import { ThreadFacts } from './thread-facts.tsx'
import { EscalateForm, MessageForm, RateForm, ReopenForm } from './thread-forms.tsx'
import { Timeline } from './timeline.tsx'

type Words = Record<RecordLanguage, string>
type Props = {
  thread: ComplaintThread
  /** Empty for somebody without a login. */
  connectionId: string
  filesHref: string
  discom: { shortName: string; forum: Words; ombudsman: Words }
  /** What is wrong with one of the forms; the page says it on top as well. */
  error: ThreadError | undefined
  /** What was typed into the form that was refused, by the field's name. */
  typed: Record<string, string>
  locale: Locale
}

/** One complaint: where it stands, what happened, and what its maker can do now. */
export function ComplaintThreadView({ thread, connectionId, filesHref, discom, error, typed, locale }: Props) {
  const of = { thread, connectionId, typed, locale }
  const errorOf = (part: ThreadPart) => (error?.part === part ? error.message : undefined)
  return (
    <>
      <ThreadFacts thread={thread} discom={discom.shortName} locale={locale} />
      {thread.evidence && <EvidenceCard evidence={thread.evidence} isSent locale={locale} />}
      <Timeline kind={thread.category.kind} events={thread.events} filesHref={filesHref} locale={locale} />
      <RateForm {...of} error={errorOf('rate')} />
      <ReopenForm {...of} error={errorOf('reopen')} />
      <EscalateForm
        {...of}
        addresses={{ forum: inLanguage(discom.forum, locale), ombudsman: inLanguage(discom.ombudsman, locale) }}
      />
      <MessageForm {...of} error={errorOf('message')} />
    </>
  )
}
