import { FileLink, fileNote } from '#components/ui/file-link.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { BillView } from '#lib/billing/get-bill.ts'
import { MOST_KB } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'

/** The bill on paper: in the reader's language first, and below what only few need. */
export function BillPdfLinks({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const languages = LOCALES.toSorted((a) => (a === locale ? -1 : 1))
  const pdf = `/c/${bill.connectionId}/bills/${bill.id}/pdf`
  const seldom = [
    { name: t('pdfBoth'), query: 'lang=both', mostKb: MOST_KB.billInBoth },
    { name: t('pdfSlip'), query: `lang=${locale}&form=slip`, mostKb: MOST_KB.slip },
    { name: t('pdfArchive'), query: `lang=${locale}&archive`, mostKb: MOST_KB.bill },
  ]
  return (
    <div className="no-print mt-3 border-t border-line pt-2">
      <p className="flex flex-wrap gap-x-5">
        {languages.map((language) => (
          <FileLink
            key={language}
            href={`${pdf}?lang=${language}`}
            name={t(`pdf_${language}`)}
            note={fileNote({ mostKb: MOST_KB.bill }, locale)}
          />
        ))}
      </p>
      <details className="group">
        <summary className="inline-flex min-h-11 list-none items-center gap-1 rounded-lg font-semibold text-primary [&::-webkit-details-marker]:hidden">
          {t('pdfMore')}
          <Icon name="down" className="size-5 group-open:rotate-180" />
        </summary>
        <ul>
          {seldom.map(({ name, query, mostKb }) => (
            <li key={query}>
              <FileLink href={`${pdf}?${query}`} name={name} note={fileNote({ mostKb }, locale)} />
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}
