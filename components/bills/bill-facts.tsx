import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import type { BillView } from '#lib/billing/get-bill.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatPeriod } from '#lib/units/display.ts'
import { spokenUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { categoryText } from './rates.ts'

/** Meter, period and dates of a bill. */
export function BillFacts({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const rows = [
    { label: t('period'), value: formatPeriod(bill.periodFrom, bill.periodTo, locale) },
    { label: t('unitsUsed'), value: t('unitsOf', { units: spokenUnits(bill.energyWh) }) },
    { label: t('basis'), value: t(`basis_${bill.basis}`) },
    { label: t('category'), value: categoryText(bill.category, t) },
    { label: t('billDate'), value: formatDay(bill.billedOn, locale) },
    bill.mode === 'POSTPAID' &&
      bill.payableByDuePaise > 0n && { label: t('dueDate'), value: formatDay(bill.dueOn, locale) },
    bill.meterSerialNo !== null && { label: t('meterNo'), value: bill.meterSerialNo },
  ]
  return (
    <Card title={t('factsTitle')}>
      <DefinitionList rows={rows.filter((row) => row !== false)} />
    </Card>
  )
}
