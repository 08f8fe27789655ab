import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import type { BillView } from '#lib/billing/get-bill.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatPeriod } from '#lib/units/display.ts'
import { spokenUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { groupIndian } from '#lib/units/paise.ts'
import { categoryText } from './rates.ts'

/** Meter, period and dates of a bill. */
export function BillFacts({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const rows = [
    { label: t('period'), value: formatPeriod(bill.periodFrom, bill.periodTo, locale) },
    bill.register && { label: t('previousReading'), value: readingText(bill.register.previous) },
    bill.register && { label: t('currentReading'), value: readingText(bill.register.current) },
    { label: t('unitsUsed'), value: t('unitsOf', { units: spokenUnits(bill.energyWh) }) },
    { label: t('basis'), value: t(bill.issuer === 'UTILITY' ? `basis_UTILITY_${bill.basis}` : `basis_${bill.basis}`) },
    { label: t('category'), value: categoryText(bill.category, t) },
    { label: t('billDate'), value: formatDay(bill.billedOn, locale) },
    bill.mode === 'POSTPAID' &&
      bill.payableByDuePaise > 0n && { label: t('dueDate'), value: formatDay(bill.dueOn, locale) },
    bill.meterSerialNo !== null && { label: t('meterNo'), value: bill.meterSerialNo },
  ]
  return (
    <Card title={t('factsTitle')}>
      <DefinitionList rows={rows.filter((row) => row !== false && row !== null)} />
    </Card>
  )
}

/** A register as it stands on the meter, grouped: `12,345.5`. */
const readingText = (text: string): string => text.replace(/^\d+/, groupIndian)
