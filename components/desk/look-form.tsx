import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Field, RadioGroup } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { LONGEST_NOTE, LOOK_REASONS } from '#lib/staff/look-at.ts'
import { LOOK_LIVES_SECONDS } from '#lib/staff/staff-policy.ts'
import type { Locale } from '#lib/units/locale.ts'

type LookError = 'NO_REASON' | 'NO_NOTE'

/** The refusal that an address names; none for anything else. */
export const lookErrorOf = (word: unknown): LookError | undefined =>
  word === 'NO_REASON' || word === 'NO_NOTE' ? word : undefined

/** Asks why before anything personal is shown. */
export function LookForm(props: {
  connectionId: string
  error?: LookError
  /** What was typed before a refusal. */
  note?: string
  locale: Locale
}) {
  const { connectionId, error, note, locale } = props
  const t = textsFor(locale, 'desk')
  const field = error === 'NO_NOTE' ? 'note' : 'reason'
  const message = error && t(`error_${error}`)
  return (
    <>
      <ErrorSummary
        title={textsFor(locale, 'common')('error_count', { count: 1 })}
        errors={message ? [{ field, message }] : []}
      />
      <Card>
        <form method="post" action="/api/desk/look" className="grid max-w-140 gap-4">
          <input type="hidden" name="connection" value={connectionId} />
          <RadioGroup
            name="reason"
            label={t('whyTitle')}
            hint={t('whyHint', { minutes: LOOK_LIVES_SECONDS / 60 })}
            error={field === 'reason' ? message : undefined}
            defaultValue={error === 'NO_NOTE' ? 'OTHER' : undefined}
            options={LOOK_REASONS.map((value) => ({ value, label: t(`reason_${value}`) }))}
          />
          <Field
            name="note"
            label={t('note')}
            hint={t('noteHint')}
            error={field === 'note' ? message : undefined}
            defaultValue={note}
            autoComplete="off"
            maxLength={LONGEST_NOTE}
          />
          <SubmitButton wide>{t('look')}</SubmitButton>
        </form>
      </Card>
    </>
  )
}
