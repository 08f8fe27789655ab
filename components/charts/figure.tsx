import type { ReactNode } from 'react'
import { type Column, DataTable, type Row } from '#components/ui/data-table.tsx'
import { FileLink, fileNote } from '#components/ui/file-link.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { MOST_KB } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { LegendItem } from './legend.tsx'
import { Legend } from './on-demand.tsx'

export type FigureProps = {
  /** Names the figure in the page; the picture inside gets the same as its `figure`. */
  id: string
  locale: Locale
  /** The sentence that the picture proves. */
  finding: string
  /** What the picture shows, in one sentence, for those who cannot see it. */
  summary: string
  /** The picture: `DayBars` or `MonthBars`. */
  children: ReactNode
  legend?: readonly LegendItem[]
  /** Everything that the picture shows, as figures. Its sum equals the page's totals. `open` where its rows lead on. */
  table?: { caption: string; columns: Column[]; rows: Row[]; open?: boolean }
  /** A file with the same figures, and how big it is at most. */
  csvHref?: string
  csvMostKb?: number
  /** Where the figures come from. */
  note?: string
  level?: 'h2' | 'h3'
}

/** A chart as this portal has it: finding, picture, legend, table, note. The card around it is the caller's. */
export function Figure(props: FigureProps) {
  const { id, locale, finding, summary, children, legend = [], table, csvHref, note, level: Heading = 'h2' } = props
  const { csvMostKb = MOST_KB.figures } = props
  const t = textsFor(locale, 'common')
  return (
    <figure className="grid grid-cols-1 gap-3">
      <figcaption>
        <Heading id={`${id}-finding`} className="text-h2">
          {finding}
        </Heading>
        <p id={`${id}-summary`} className="sr-only">
          {summary}
        </p>
      </figcaption>
      {children}
      {legend.length > 0 && <Legend items={legend} figure={id} />}
      {(table || csvHref) && (
        <div className="no-print flex flex-wrap items-start justify-between gap-x-4">
          {table && (
            <details className="group min-w-0 open:w-full" open={table.open}>
              <summary className="inline-flex min-h-11 list-none items-center gap-2 rounded-lg text-small font-semibold text-primary [&::-webkit-details-marker]:hidden">
                <Icon name="table" className="size-5" />
                {t('showTable')}
                <Icon name="down" className="size-4 group-open:rotate-180" />
              </summary>
              <DataTable caption={table.caption} columns={table.columns} rows={table.rows} captionHidden />
            </details>
          )}
          {csvHref && <FileLink href={csvHref} download name="CSV" note={fileNote({ mostKb: csvMostKb }, locale)} />}
        </div>
      )}
      {note && <p className="text-fine text-text-2">{note}</p>}
    </figure>
  )
}
