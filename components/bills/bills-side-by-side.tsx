import { Card } from '#components/ui/card.tsx'
import { DataTable, type Row } from '#components/ui/data-table.tsx'
import { daysOf, sumOfLines } from '#lib/billing/bill-difference.ts'
import type { BillComparison } from '#lib/billing/compare-bills.ts'
import type { StoredLine } from '#lib/billing/stored-line.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatMonth, formatShortMonth } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { Month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { Paise } from '#lib/units/paise.ts'
import { bareRupees, bareSigned, signedUnits, unitsADay } from './difference-text.ts'

const CODES = [
  ...(['FIXED', 'ENERGY', 'FPPPA', 'PREPAID_REBATE', 'DUTY', 'SUBSIDY'] as const),
  ...(['ADJUSTMENT', 'ARREARS', 'DPS', 'ADVANCE', 'ROUNDING'] as const),
] as const satisfies readonly StoredLine['code'][]

/** Both bills with their days, units and lines, and what each line differs by. */
export function BillsSideBySide({ comparison, locale }: { comparison: BillComparison; locale: Locale }) {
  const t = textsFor(locale, 'compare')
  const bills = textsFor(locale, 'bills')
  const { bill, other, differencePaise } = comparison
  const money = (key: string, name: string, before: Paise, now: Paise): Row => ({
    key,
    cells: { what: name, other: bareRupees(before), bill: bareRupees(now), difference: bareSigned(now - before) },
  })
  const rows: Row[] = [
    {
      key: 'days',
      cells: {
        what: t('rowDays'),
        other: daysOf(other),
        bill: daysOf(bill),
        difference: plain(daysOf(bill) - daysOf(other)),
      },
    },
    {
      key: 'units',
      cells: {
        what: t('rowUnits'),
        other: formatUnits(other.energyWh, 1),
        bill: formatUnits(bill.energyWh, 1),
        difference: signedUnits(bill.energyWh - other.energyWh),
      },
    },
    {
      key: 'a day',
      cells: { what: t('rowPerDay'), other: unitsADay(other), bill: unitsADay(bill), difference: '' },
    },
    ...CODES.filter((code) => [bill, other].some(({ lines }) => lines.some((line) => line.code === code))).map((code) =>
      money(code, bills(`line_${code}`), sumOfLines(other, code), sumOfLines(bill, code)),
    ),
    {
      key: 'total',
      cells: {
        what: <strong>{t('rowTotal')}</strong>,
        other: <strong>{bareRupees(other.payableByDuePaise)}</strong>,
        bill: <strong>{bareRupees(bill.payableByDuePaise)}</strong>,
        difference: <strong>{bareSigned(differencePaise)}</strong>,
      },
    },
  ]
  const head = (month: Month) => `${formatShortMonth(month, locale)} ${month.slice(0, 4)}`
  return (
    <Card title={t('sideBySide')} aside={t('inRupees')}>
      <DataTable
        caption={t('sideCaption', { month: formatMonth(bill.month, locale), other: formatMonth(other.month, locale) })}
        captionHidden
        columns={[
          { key: 'what', title: t('colWhat') },
          { key: 'other', title: head(other.month), align: 'right', look: 'quiet' },
          { key: 'bill', title: head(bill.month), align: 'right' },
          { key: 'difference', title: t('colDifference'), align: 'right', look: 'strong' },
        ]}
        rows={rows}
      />
    </Card>
  )
}

const plain = (count: number) => (count > 0 ? `+${count}` : String(count).replace('-', '−'))
