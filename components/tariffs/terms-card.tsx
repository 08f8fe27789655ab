import { Card } from '#components/ui/card.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { termsIn } from '#lib/tariff/proposals/change-rows.ts'
import { KIND_OF } from '#lib/tariff/proposals/read-proposal-form.ts'
import type { TariffBook, TermsPart } from '#lib/tariff/tariff-book.ts'
import { formatDay } from '#lib/units/display.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { termName, termText } from './rate-text.ts'

type Terms = TariffBook[TermsPart] & { effectiveFrom?: IstDay }

/** Rebates, surcharge, hours of supply or readings, one by one, and since when they hold. */
export function TermsCard({ part, terms, locale }: { part: TermsPart; terms: Terms; locale: Locale }) {
  const t = textsFor(locale, 'tariffs')
  const title = t(`kind_${KIND_OF[part]}`)
  const { effectiveFrom } = terms
  return (
    <Card title={title}>
      <p className="mb-2 text-small text-text-2">
        {effectiveFrom ? t('termsSince', { day: formatDay(effectiveFrom, locale) }) : t('termsFromBeginning')}
      </p>
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'name', title: t('colRate') },
          { key: 'value', title: t('colValue'), align: 'right' },
        ]}
        rows={termsIn(terms).map(([name, value]) => ({
          key: name,
          cells: { name: termName(name, locale), value: termText(name, value, locale) },
        }))}
      />
    </Card>
  )
}
