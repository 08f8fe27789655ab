import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type HeatField, writeMarks } from './heat-scale.ts'
import { LivelyHeat } from './on-demand.tsx'

export type HeatMapProps = {
  /** The id of the `Figure` around it. */
  figure: string
  locale: Locale
  /** A picture of one width of screen has its own name for what hatches it. */
  part: string
  rows: readonly { label: string; fields: readonly HeatField[] }[]
  /** Names below some columns, by their place. */
  columnLabels: readonly { place: number; label: string }[]
  edges: readonly number[]
  /** A sentence for each column: what its fields say from the first row to the last. */
  spoken: readonly string[]
}

/** Fields in rows, darker for more. It only hints: the figures stand in the table below it. */
export function HeatMap({ locale, rows, edges, ...rest }: HeatMapProps) {
  const marked = rows.map(({ label, fields }) => ({ label, marks: writeMarks(fields, edges) }))
  return <LivelyHeat {...rest} rows={marked} keys={textsFor(locale, 'common')('chartKeys')} />
}
