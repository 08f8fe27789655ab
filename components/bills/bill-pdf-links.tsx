import { LinkButton } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { BillView } from '#lib/billing/get-bill.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'

const NAMES = { hi: 'pdfHi', en: 'pdfEn' } as const

/** The bill on paper, in the reader's language first. */
export function BillPdfLinks({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const languages = LOCALES.toSorted((a) => (a === locale ? -1 : 1))
  return (
    <p className="no-print mt-3 flex flex-wrap gap-x-5 border-t border-line pt-2">
      {languages.map((language) => (
        <LinkButton key={language} look="text" href={`/c/${bill.connectionId}/bills/${bill.id}/pdf?lang=${language}`}>
          <Icon name="download" className="size-5" />
          {t(NAMES[language])}
        </LinkButton>
      ))}
    </p>
  )
}
