import { LinkButton } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { BillView } from '#lib/billing/get-bill.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'

/** The bill on paper: in the reader's language first, and below what only few need. */
export function BillPdfLinks({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const languages = LOCALES.toSorted((a) => (a === locale ? -1 : 1))
  const pdf = `/c/${bill.connectionId}/bills/${bill.id}/pdf`
  const seldom = [
    { name: t('pdfBoth'), query: 'lang=both' },
    { name: t('pdfSlip'), query: `lang=${locale}&form=slip` },
    { name: t('pdfArchive'), query: `lang=${locale}&archive` },
  ]
  return (
    <div className="no-print mt-3 border-t border-line pt-2">
      <p className="flex flex-wrap gap-x-5">
        {languages.map((language) => (
          <PdfLink key={language} href={`${pdf}?lang=${language}`} name={t(`pdf_${language}`)} />
        ))}
      </p>
      <details className="group">
        <summary className="inline-flex min-h-11 list-none items-center gap-1 rounded-lg font-semibold text-primary [&::-webkit-details-marker]:hidden">
          {t('pdfMore')}
          <Icon name="down" className="size-5 group-open:rotate-180" />
        </summary>
        <ul>
          {seldom.map(({ name, query }) => (
            <li key={query}>
              <PdfLink href={`${pdf}?${query}`} name={name} />
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}

function PdfLink({ href, name }: { href: string; name: string }) {
  return (
    <LinkButton look="text" href={href}>
      <Icon name="download" className="size-5" />
      {name}
    </LinkButton>
  )
}
