import type { Column, Row } from '#components/ui/data-table.tsx'
import type { CampFigures } from '#lib/camps/camp-figures.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** In the order in which they add up. */
const FIGURE_COLUMNS = [
  { key: 'registered', title: 'colRegistered' },
  { key: 'resolved', title: 'colResolved' },
  { key: 'onTheSpot', title: 'colOnTheSpot' },
  { key: 'promised', title: 'colPromised' },
  { key: 'rejected', title: 'colRejected' },
  { key: 'open', title: 'colOpen' },
  { key: 'overdue', title: 'colOverdue' },
] as const

export type FigureRow = { key: string; name: string; figures: CampFigures }

/** Figures with their sum as a table: registered = settled + promised + not accepted + open, in each row. */
export function figuresTable(
  { caption, first, rows, total }: { caption: string; first: string; rows: readonly FigureRow[]; total: CampFigures },
  locale: Locale,
): { caption: string; columns: Column[]; rows: Row[] } {
  const t = textsFor(locale, 'camps')
  const lines = [...rows, { key: 'total', name: t('total'), figures: total }]
  return {
    caption,
    columns: [
      { key: 'name', title: first },
      ...FIGURE_COLUMNS.map(({ key, title }) => ({ key, title: t(title), align: 'right' as const })),
    ],
    rows: lines.map(({ key, name, figures }) => ({
      key,
      cells: { name: key === 'total' ? <strong>{name}</strong> : name, ...figures },
    })),
  }
}
