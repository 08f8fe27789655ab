import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import type { Category } from '#lib/complaints/catalogue.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatList } from '#lib/units/display.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { formatRupees, paise } from '#lib/units/paise.ts'

/** What a service asks for: papers, fee and time, each with its source where it has one. */
export function ServiceTerms({ service, locale }: { service: Category; locale: Locale }) {
  const t = textsFor(locale, 'complaints')
  const { documents, fee, hours, source } = service
  const papers = documents.map((words) => inLanguage(words, locale))
  const rows: Definition[] = [
    { label: t('service_documents'), value: papers.length > 0 ? formatList(papers, locale) : t('service_none') },
    {
      label: t('service_fee'),
      value: fee ? formatRupees(paise(fee.paise)) : t('service_feeUnknown'),
      note: fee ? inLanguage(fee.source, locale) : undefined,
    },
    {
      label: t('thread_clock'),
      value: t('service_time', { days: Math.ceil(hours / 24) }),
      note: source ? inLanguage(source, locale) : undefined,
    },
  ]
  return <DefinitionList rows={rows} />
}
