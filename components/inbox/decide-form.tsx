import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Choice, Field, RadioGroup } from '#components/ui/field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { Catalogue } from '#lib/complaints/catalogue.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'

/** What an officer can do, the least first. */
export const OFFICER_MOVES = ['MESSAGE', 'PROMISE', 'RESOLVE', 'REJECT'] as const

type Props = {
  complaintId: string
  replies: Catalogue['replies']
  /** Only writing is left where another office answers, or something was decided. */
  mayDecide: boolean
  error?: { field: 'what' | 'promisedOn' | 'text'; message: string }
  /** What was typed into the form that was refused, by the field's name. */
  typed: Record<string, string>
  locale: Locale
}

/** Words for whoever complained, alone or with a decision. */
export function DecideForm({ complaintId, replies, mayDecide, error, typed, locale }: Props) {
  const t = textsFor(locale, 'inbox')
  const errorOf = (field: string) => (error?.field === field ? error.message : undefined)
  return (
    <Card title={t('decideTitle')} id="decide">
      <p className="text-small text-text-2">{t('decideLead')}</p>
      <form method="post" action="/api/desk/complaints/decide" className="mt-3 grid max-w-140 gap-4">
        <input type="hidden" name="complaint" value={complaintId} />
        <RadioGroup
          name="what"
          label={t('what')}
          error={errorOf('what')}
          defaultValue={typed.what ?? 'MESSAGE'}
          options={OFFICER_MOVES.filter((move) => mayDecide || move === 'MESSAGE').map((value) => ({
            value,
            label: t(`what_${value}`),
          }))}
        />
        {mayDecide && (
          <Field
            name="promisedOn"
            type="date"
            label={t('promisedOn')}
            hint={t('promisedHint')}
            error={errorOf('promisedOn')}
            defaultValue={typed.promisedOn}
          />
        )}
        <Choice
          name="reply"
          label={t('reply')}
          hint={t('replyHint')}
          defaultValue={typed.reply}
          options={[
            { value: '', label: t('noReply') },
            ...replies.map(({ key, words }) => ({ value: key, label: inLanguage(words, locale) })),
          ]}
        />
        <TextArea name="text" label={t('text')} error={errorOf('text')} defaultValue={typed.text} />
        <SubmitButton>{t('send')}</SubmitButton>
      </form>
    </Card>
  )
}
