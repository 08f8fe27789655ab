import type { ReactNode } from 'react'
import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { DataTable, type Row } from '#components/ui/data-table.tsx'
import type { BillCheck } from '#lib/billing/check-bill.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatList } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise, paise } from '#lib/units/paise.ts'
import { bareRupees, bareSigned, signedUnits } from './difference-text.ts'

type Props = { check: BillCheck & { ok: true }; locale: Locale }

/** Whether bill and rules agree, in one sentence. */
export function CheckResult({ check, locale }: Props) {
  const t = textsFor(locale, 'recheck')
  const { bill, checkedPaise, lines } = check
  const difference = bill.payableByDuePaise - checkedPaise
  if (difference !== 0n) {
    const amount = formatRupees(paise(difference < 0n ? -difference : difference))
    return (
      <Alert kind="warn" lead={t(difference > 0n ? 'billedMore' : 'billedLess', { amount })}>
        {t(bill.issuer === 'UTILITY' ? 'differsUtility' : 'differsOwn')}
      </Alert>
    )
  }
  const even = lines.every(({ billedPaise, checkedPaise: computed }) => billedPaise === computed)
  return (
    <Alert kind="ok" lead={t('agrees')}>
      {t(even ? 'agreesText' : 'agreesInAll')}
    </Alert>
  )
}

/** Each line as billed and as the rules give it. */
export function CheckTable({ check, locale }: Props) {
  const t = textsFor(locale, 'recheck')
  const bills = textsFor(locale, 'bills')
  const { bill, checkedWh, checkedPaise, lines } = check
  const money = (key: string, name: string, billed: Paise, computed: Paise): Row => ({
    key,
    cells: {
      what: name,
      billed: bareRupees(billed),
      checked: bareRupees(computed),
      difference: billed === computed ? '–' : bareSigned(billed - computed),
    },
  })
  const total = money('total', t('rowTotal'), bill.payableByDuePaise, checkedPaise)
  const strong = (cell: ReactNode) => <span className="font-semibold">{cell}</span>
  const rows: Row[] = [
    {
      key: 'units',
      cells: {
        what: t('rowUnits'),
        billed: formatUnits(bill.energyWh, 1),
        checked: formatUnits(checkedWh, 1),
        difference: bill.energyWh === checkedWh ? '–' : signedUnits(bill.energyWh - checkedWh),
      },
    },
    ...lines.map(({ code, billedPaise, checkedPaise: computed }) =>
      money(code, bills(`line_${code}`), billedPaise, computed),
    ),
    { key: total.key, cells: { ...total.cells, what: strong(total.cells.what), billed: strong(total.cells.billed) } },
  ]
  return (
    <Card title={t('tableTitle')} aside={textsFor(locale, 'compare')('inRupees')}>
      <DataTable
        caption={t('tableTitle')}
        captionHidden
        columns={[
          { key: 'what', title: t('colWhat') },
          { key: 'billed', title: t('colBilled'), align: 'right' },
          { key: 'checked', title: t('colChecked'), align: 'right', look: 'strong' },
          { key: 'difference', title: t('colDifference'), align: 'right' },
        ]}
        rows={rows}
      />
    </Card>
  )
}

/** What the check stands on, and what it takes as it is. */
export function CheckNotes({ check: { from, taken }, locale }: Props) {
  const t = textsFor(locale, 'recheck')
  const bills = textsFor(locale, 'bills')
  const names = formatList(
    taken.map((code) => bills(`line_${code}`)),
    locale,
  )
  return (
    <Card title={t('howTitle')}>
      <ul className="list-disc space-y-1.5 pl-5">
        <li>{t(`from_${from}`)}</li>
        <li>{t('rules')}</li>
        {taken.length > 0 && <li>{t('taken', { names })}</li>}
      </ul>
    </Card>
  )
}
