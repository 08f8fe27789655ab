import { Card } from '#components/ui/card.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ChangeRow } from '#lib/tariff/proposals/change-rows.ts'
import { formatDay } from '#lib/units/display.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { changeText } from './rate-text.ts'

/** Rate by rate: what would hold on the first day of a change without it, and with it. */
export function ChangeTable({ rows, from, locale }: { rows: readonly ChangeRow[]; from: IstDay; locale: Locale }) {
  const t = textsFor(locale, 'tariffs')
  const title = t('changeFrom', { day: formatDay(from, locale) })
  return (
    <Card title={title}>
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'name', title: t('colRate') },
          { key: 'before', title: t('colBefore'), align: 'right', look: 'quiet' },
          { key: 'after', title: t('colAfter'), align: 'right', look: 'strong' },
        ]}
        rows={rows.map((row) => {
          const { name, before, after } = changeText(row, locale)
          return { key: name, cells: { name, before, after: before === after ? t('same') : after } }
        })}
      />
    </Card>
  )
}
