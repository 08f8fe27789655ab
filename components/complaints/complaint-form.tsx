import { SubmitButton } from '#components/ui/button.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Field, RadioGroup } from '#components/ui/field.tsx'
import { FileField } from '#components/ui/file-field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { BegunComplaint } from '#lib/complaints/begin-complaint.ts'
import type { Category } from '#lib/complaints/catalogue.ts'
import { MOST_LETTERS, MOST_SINCE_LETTERS } from '#lib/complaints/complaint-words.ts'
import { FILES_TAKEN, MOST_FILE_BYTES, MOST_FILES, MOST_PDF_PAGES } from '#lib/complaints/file-limits.ts'
import type { RegisterRefusal } from '#lib/complaints/register-complaint.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { EvidenceCard } from './evidence-card.tsx'
import { ServiceTerms } from './service-terms.tsx'

/** The last where the files were too much to be read at all. */
type FormRefusal = RegisterRefusal | 'FORM_TOO_BIG'

type Props = {
  connectionId: string
  /** Names this form: sent twice, it makes one complaint. */
  formKey: string
  categories: readonly Category[]
  /** The service that is asked for; null: something is wrong. */
  service: Category | null
  begun: BegunComplaint
  refusals: readonly FormRefusal[]
  helpline: string
  locale: Locale
}

/** Which field each refusal belongs to. */
const FIELD_OF: Record<FormRefusal, 'category' | 'since' | 'detail' | 'photos'> = {
  NO_CATEGORY: 'category',
  TOO_MANY: 'category',
  FORM_USED: 'category',
  NO_SINCE: 'since',
  SINCE_TOO_LONG: 'since',
  DETAIL_TOO_LONG: 'detail',
  TOO_BIG: 'photos',
  NOT_A_FILE_WE_TAKE: 'photos',
  TOO_MANY_PIXELS: 'photos',
  TOO_MANY_PAGES: 'photos',
  TOO_MANY_FILES: 'photos',
  FILES_FULL: 'photos',
  FILE_INFECTED: 'photos',
  FILE_NOT_SCANNED: 'photos',
  FORM_TOO_BIG: 'photos',
}

/** The refusals that an address names, separated by blanks; nothing else. */
export function refusalsNamed(words: unknown): FormRefusal[] {
  const named = String(words ?? '').split(' ')
  return (Object.keys(FIELD_OF) as FormRefusal[]).filter((refusal) => named.includes(refusal))
}

/** One page, in the order of a conversation: what, what the meter says, since when, anything else, a photo. */
export function ComplaintForm(props: Props) {
  const { connectionId, formKey, categories, service, begun, refusals, helpline, locale } = props
  const { draft, evidence } = begun
  const photos = draft?.photos ?? 0
  const t = textsFor(locale, 'complaints')
  const values = { count: MOST_FILES, size: MOST_FILE_BYTES / 1024 / 1024, pages: MOST_PDF_PAGES, helpline }
  const messageOf = (refusal: FormRefusal) =>
    t(`error_${refusal}${service && refusal === 'NO_SINCE' ? '_SERVICE' : ''}`, {
      ...values,
      most: refusal === 'SINCE_TOO_LONG' ? MOST_SINCE_LETTERS : MOST_LETTERS,
    })
  const errors = refusals.map((refusal) => ({ field: FIELD_OF[refusal], message: messageOf(refusal) }))
  const errorOf = (name: string) => errors.find(({ field }) => field === name)?.message
  return (
    <>
      <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: errors.length })} errors={errors} />
      <form method="post" action="/api/complaints" encType="multipart/form-data" className="grid max-w-140 gap-5">
        <input type="hidden" name="connection" value={connectionId} />
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="evidence" value={begun.evidenceText} />
        {service ? (
          <>
            <input type="hidden" name="category" id="category" value={service.key} />
            <ServiceTerms service={service} locale={locale} />
          </>
        ) : (
          <RadioGroup
            name="category"
            label={t('form_category')}
            error={errorOf('category')}
            defaultValue={begun.category}
            options={categories.map(({ key, name }) => ({ value: key, label: inLanguage(name, locale) }))}
          />
        )}
        {evidence && <EvidenceCard evidence={evidence} locale={locale} />}
        <Field
          name="since"
          label={t(service ? 'service_wanted' : 'form_since')}
          hint={t(service ? 'service_wantedHint' : 'form_sinceHint')}
          error={errorOf('since')}
          defaultValue={draft?.since ?? begun.wanted}
          maxLength={MOST_SINCE_LETTERS}
        />
        <TextArea
          name="detail"
          label={`${t('form_detail')} ${t('form_optional')}`}
          error={errorOf('detail')}
          defaultValue={draft?.detail}
        />
        <FileField
          name="photos"
          label={t(service ? 'service_photos' : 'form_files')}
          hint={[photos > 0 ? t('form_filesKept', { count: photos }) : '', t('form_filesHint', values)]
            .join(' ')
            .trim()}
          error={errorOf('photos')}
          accept={FILES_TAKEN}
          multiple
        />
        <SubmitButton wide>{t(service ? 'service_send' : 'form_send')}</SubmitButton>
        <p className="text-small text-text-2">{t(service ? 'service_next' : 'form_next')}</p>
      </form>
    </>
  )
}
