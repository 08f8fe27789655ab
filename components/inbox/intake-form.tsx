import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Choice, Field } from '#components/ui/field.tsx'
import { namedOption } from '#components/ui/name.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { Catalogue, Category } from '#lib/complaints/catalogue.ts'
import { MOST_LETTERS, MOST_SINCE_LETTERS } from '#lib/complaints/complaint-words.ts'
import type { DeskDraft } from '#lib/complaints/desk-draft.ts'
import type { DeskRefusal } from '#lib/complaints/register-at-desk.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { inLanguage, LOCALES, type Locale } from '#lib/units/locale.ts'
import { OutcomeFields } from './outcome-fields.tsx'

const FIELD_OF: Record<DeskRefusal, string> = {
  NO_CATEGORY: 'category',
  BAD_KEY: 'category',
  OTHER_OFFICER: 'category',
  NO_CONNECTION: 'consumerNo',
  NO_SUBDIVISION: 'subdivision',
  BAD_MOBILE: 'mobile',
  NO_SINCE: 'since',
  SINCE_TOO_LONG: 'since',
  DETAIL_TOO_LONG: 'detail',
  NO_CAMP: 'category',
  NO_DAY: 'promisedOn',
  NO_REASON: 'text',
  TOO_LONG: 'text',
  DAY_IS_PAST: 'promisedOn',
  DECIDED_ALREADY: 'outcome',
  OTHER_LEVEL: 'outcome',
}

/** The refusals that an address names, separated by blanks; nothing else. */
export function deskRefusalsNamed(words: unknown): DeskRefusal[] {
  const named = String(words ?? '').split(' ')
  return (Object.keys(FIELD_OF) as DeskRefusal[]).filter((refusal) => named.includes(refusal))
}

/** What each refusal says, and of which field, for a form that is checked where it is filled in. */
export function deskRefusalTexts(locale: Locale): Record<string, { field: string; message: string }> {
  const refusals = Object.keys(FIELD_OF) as DeskRefusal[]
  return Object.fromEntries(
    refusals.map((refusal) => [refusal, { field: FIELD_OF[refusal], message: wordsOf(refusal, locale) }]),
  )
}

function wordsOf(refusal: DeskRefusal, locale: Locale): string {
  const most = refusal === 'SINCE_TOO_LONG' ? MOST_SINCE_LETTERS : MOST_LETTERS
  return textsFor(locale, 'inbox')(`error_${refusal}`, { most })
}

type Props = {
  formKey: string
  draft: DeskDraft | null
  categories: readonly Category[]
  /** Those of the office; none where the camp's own is meant. */
  subdivisions: readonly string[]
  /** The camp at which it is said, and what officers say of what was done at once. */
  camp?: { id: string; replies: Catalogue['replies'] }
  refusals: readonly DeskRefusal[]
  locale: Locale
}

/** What somebody says at the desk, in the order in which it is asked; the keyboard alone is enough. */
export function IntakeForm({ formKey, draft, categories, subdivisions, camp, refusals, locale }: Props) {
  const t = textsFor(locale, 'inbox')
  const complaints = textsFor(locale, 'complaints')
  const errors = refusals.map((refusal) => ({ field: FIELD_OF[refusal], message: wordsOf(refusal, locale) }))
  const errorOf = (name: string) => errors.find(({ field }) => field === name)?.message
  return (
    <>
      <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: errors.length })} errors={errors} />
      <Card>
        <form method="post" action="/api/desk/complaints/take" className="grid max-w-140 gap-4">
          <input type="hidden" name="key" value={formKey} />
          {camp && <input type="hidden" name="camp" value={camp.id} />}
          <Field
            name="consumerNo"
            label={t('consumerNo')}
            hint={t('consumerNoHint')}
            error={errorOf('consumerNo')}
            defaultValue={draft?.consumerNo}
            inputMode="numeric"
            maxLength={30}
          />
          {subdivisions.length > 0 && (
            <Choice
              name="subdivision"
              label={t('place')}
              hint={t('placeHint')}
              error={errorOf('subdivision')}
              defaultValue={draft?.subdivision}
              options={subdivisions.map((name) => namedOption(name, name))}
            />
          )}
          <Field
            name="mobile"
            label={t('mobileOf')}
            hint={t('mobileHint')}
            error={errorOf('mobile')}
            defaultValue={draft?.mobile}
            inputMode="tel"
            maxLength={24}
          />
          <Choice
            name="language"
            label={t('language')}
            defaultValue={draft?.language ?? 'hi'}
            options={[...LOCALES].map((value) => ({ value, label: t(`reads_${value}`) }))}
          />
          <Choice
            name="category"
            label={t('category')}
            error={errorOf('category')}
            defaultValue={draft?.category}
            options={categories.map(({ key, name }) => ({ value: key, label: inLanguage(name, locale) }))}
          />
          <Field
            name="since"
            label={complaints('form_since')}
            hint={complaints('form_sinceHint')}
            error={errorOf('since')}
            defaultValue={draft?.since}
            maxLength={MOST_SINCE_LETTERS}
          />
          <TextArea name="detail" label={t('wrote')} error={errorOf('detail')} defaultValue={draft?.detail} rows={3} />
          {camp && <OutcomeFields replies={camp.replies} draft={draft} errorOf={errorOf} locale={locale} />}
          <SubmitButton>{t('take')}</SubmitButton>
        </form>
      </Card>
    </>
  )
}
