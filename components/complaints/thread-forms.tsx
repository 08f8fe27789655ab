import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { RadioGroup } from '#components/ui/field.tsx'
import { FileField } from '#components/ui/file-field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { FILES_TAKEN, MOST_FILE_BYTES, MOST_FILES } from '#lib/complaints/file-limits.ts'
import type { ComplaintThread } from '#lib/complaints/get-complaint.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

type Of = { thread: ComplaintThread; connectionId: string; locale: Locale }
type Refusable = Of & { error?: string; typed: Record<string, string> }

function Names({ thread, connectionId }: Pick<Of, 'thread' | 'connectionId'>) {
  return (
    <>
      <input type="hidden" name="connection" value={connectionId} />
      <input type="hidden" name="complaint" value={thread.id} />
    </>
  )
}

/** Something more to say or to show, in the thread. */
export function MessageForm({ error, typed, locale, ...of }: Refusable) {
  const t = textsFor(locale, 'complaints')
  return (
    <Card id="message">
      <form method="post" action="/api/complaints/messages" encType="multipart/form-data" className="grid gap-4">
        <Names {...of} />
        <TextArea name="text" label={t('message_label')} error={error} defaultValue={typed.text} rows={3} />
        <FileField
          name="photos"
          label={t('form_files')}
          hint={t('form_filesHint', { count: MOST_FILES, size: MOST_FILE_BYTES / 1024 / 1024 })}
          accept={FILES_TAKEN}
          multiple
        />
        <SubmitButton look="outlined">{t('message_send')}</SubmitButton>
      </form>
    </Card>
  )
}

/** A decided complaint whose work is not done. */
export function ReopenForm({ error, typed, locale, ...of }: Refusable) {
  const { reopenUntil } = of.thread
  if (!reopenUntil) return null
  const t = textsFor(locale, 'complaints')
  return (
    <Card title={t('reopen_title')} id="reopen">
      <p className="text-small text-text-2">{t('reopen_until', { until: formatInstant(reopenUntil, locale) })}</p>
      <form method="post" action="/api/complaints/reopen" className="mt-3 grid gap-4">
        <Names {...of} />
        <TextArea name="reason" label={t('reopen_reason')} error={error} defaultValue={typed.reason} rows={3} />
        <SubmitButton look="outlined">{t('reopen_send')}</SubmitButton>
      </form>
    </Card>
  )
}

/** The next level, with its address where somebody can also go in person. */
export function EscalateForm({ addresses, locale, ...of }: Of & { addresses: { forum: string; ombudsman: string } }) {
  const { nextLevel, isOverdue } = of.thread
  if (!nextLevel) return null
  const t = textsFor(locale, 'complaints')
  const level = t(`level_${nextLevel}`)
  const address = { FORUM: addresses.forum, OMBUDSMAN: addresses.ombudsman, DIVISION: null, SUBDIVISION: null }[
    nextLevel
  ]
  return (
    <Card title={t('escalate_title')} id="escalate">
      <p>{t(isOverdue ? 'escalate_why_late' : 'escalate_why_decided', { level })}</p>
      {address && <p className="mt-1 text-small text-text-2">{t('escalate_where', { address })}</p>}
      <form method="post" action="/api/complaints/escalate" className="mt-3">
        <Names {...of} />
        <SubmitButton id="escalation" look="outlined">
          {t('escalate_send', { level })}
        </SubmitButton>
      </form>
    </Card>
  )
}

/** How content somebody is, once something was decided. */
export function RateForm({ error, typed, locale, ...of }: Refusable) {
  if (!of.thread.mayRate) return null
  const t = textsFor(locale, 'complaints')
  return (
    <Card id="rate">
      <form method="post" action="/api/complaints/rate" className="grid gap-4">
        <Names {...of} />
        <RadioGroup
          name="rating"
          label={t('rate_title')}
          error={error}
          defaultValue={typed.rating}
          options={[5, 4, 3, 2, 1].map((rating) => ({ value: String(rating), label: t(`rate_${rating}`) }))}
        />
        <TextArea
          name="remark"
          label={`${t('rate_remark')} ${t('form_optional')}`}
          defaultValue={typed.remark}
          rows={2}
        />
        <SubmitButton look="outlined">{t('rate_send')}</SubmitButton>
      </form>
    </Card>
  )
}
