import { DataTable } from '#components/ui/data-table.tsx'
import type { CampFigures } from '#lib/camps/camp-figures.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** In the order in which they add up. */
export const FIGURE_COLUMNS = [
  { key: 'registered', title: 'colRegistered' },
  { key: 'resolved', title: 'colResolved' },
  { key: 'onTheSpot', title: 'colOnTheSpot' },
  { key: 'promised', title: 'colPromised' },
  { key: 'rejected', title: 'colRejected' },
  { key: 'open', title: 'colOpen' },
  { key: 'overdue', title: 'colOverdue' },
] as const

type Props = {
  caption: string
  /** What a row is about. */
  first: string
  rows: readonly { key: string; name: string; figures: CampFigures }[]
  total: CampFigures
  locale: Locale
}

/** Figures with their sum: registered = settled + promised + not accepted + open, in each row. */
export function FiguresTable({ caption, first, rows, total, locale }: Props) {
  const t = textsFor(locale, 'camps')
  const lines = [...rows, { key: 'total', name: t('total'), figures: total }]
  return (
    <DataTable
      caption={caption}
      columns={[
        { key: 'name', title: first },
        ...FIGURE_COLUMNS.map(({ key, title }) => ({ key, title: t(title), align: 'right' as const })),
      ]}
      rows={lines.map(({ key, name, figures }) => ({
        key,
        cells: { name: key === 'total' ? <strong>{name}</strong> : name, ...figures },
      }))}
    />
  )
}
