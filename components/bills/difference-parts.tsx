import { Card } from '#components/ui/card.tsx'
import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import type { BillComparison } from '#lib/billing/compare-bills.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { causeName, partSentence, signed } from './difference-text.ts'

/** Each part of the difference in a sentence with its rupees, and their sum. */
export function DifferenceParts({ comparison, locale }: { comparison: BillComparison; locale: Locale }) {
  const t = textsFor(locale, 'compare')
  const rows = comparison.parts.map(
    (part): Definition => ({
      label: causeName(part, locale),
      note: partSentence(part, comparison, locale),
      value: signed(part.amountPaise),
      ...(part.amountPaise < 0n && { tone: 'ok' }),
    }),
  )
  const total: Definition = { label: t('total'), value: signed(comparison.differencePaise), tone: 'total' }
  return (
    <Card title={t('parts')}>
      <DefinitionList rows={[...rows, total]} />
    </Card>
  )
}
