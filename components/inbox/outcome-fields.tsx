import { Choice, Field, RadioGroup } from '#components/ui/field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { Catalogue } from '#lib/complaints/catalogue.ts'
import type { DeskDraft } from '#lib/complaints/desk-draft.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'

/** What can be done about a complaint while whoever brings it waits. */
export const OUTCOMES = ['NONE', 'RESOLVE', 'PROMISE'] as const

type Props = {
  replies: Catalogue['replies']
  draft: DeskDraft | null
  errorOf: (name: string) => string | undefined
  locale: Locale
}

/** What was done at once: settled on the spot, promised by a day, or taken along. */
export function OutcomeFields({ replies, draft, errorOf, locale }: Props) {
  const t = textsFor(locale, 'inbox')
  const outcome = draft?.outcome
  return (
    <>
      <RadioGroup
        name="outcome"
        label={t('outcome')}
        error={errorOf('outcome')}
        defaultValue={outcome?.kind ?? 'NONE'}
        options={OUTCOMES.map((value) => ({ value, label: t(`outcome_${value}`) }))}
      />
      <Field
        name="promisedOn"
        type="date"
        label={t('promisedOn')}
        hint={t('promisedHint')}
        error={errorOf('promisedOn')}
        defaultValue={outcome?.promisedOn ?? undefined}
      />
      <Choice
        name="reply"
        label={t('reply')}
        hint={t('replyHint')}
        defaultValue={outcome?.words.reply}
        options={[
          { value: '', label: t('noReply') },
          ...replies.map(({ key, words }) => ({ value: key, label: inLanguage(words, locale) })),
        ]}
      />
      <TextArea name="text" label={t('text')} error={errorOf('text')} defaultValue={outcome?.words.text} rows={2} />
    </>
  )
}
