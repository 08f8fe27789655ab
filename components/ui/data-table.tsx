import type { ReactNode } from 'react'

export type Column = { key: string; title: string; align?: 'left' | 'right' }
export type Row = { key: string; cells: Record<string, ReactNode> }

/** A table with a caption. The first column names its row. Wide ones scroll within themselves, by keyboard too. */
export function DataTable(props: { caption: string; columns: Column[]; rows: Row[]; captionHidden?: boolean }) {
  const { caption, columns, rows, captionHidden = false } = props
  const align = (column: Column) => (column.align === 'right' ? 'text-right' : 'text-left')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="overflow-x-auto" aria-label={caption} tabIndex={0}>
      <table className="w-full border-collapse text-small">
        <caption className={captionHidden ? 'sr-only' : 'pb-2 text-left text-label'}>{caption}</caption>
        <thead>
          <tr className="border-b border-line-strong">
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={`px-2 py-2 text-fine font-semibold text-text-2 ${align(column)}`}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-b border-line">
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.key} scope="row" className="px-2 py-2.5 text-left font-semibold">
                    {row.cells[column.key]}
                  </th>
                ) : (
                  <td key={column.key} className={`px-2 py-2.5 ${align(column)}`}>
                    {row.cells[column.key]}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
