'use client'

import type { ReactNode } from 'react'

/** Numbers go right, with their unit in the title. `strong` is the column that the table is about, `quiet` the rest. */
export type Column = { key: string; title: string; align?: 'left' | 'right'; look?: 'strong' | 'quiet' }
export type Row = { key: string; cells: Record<string, ReactNode> }

/**
 * A table with a caption. The first column names its row. Wide ones scroll within themselves, by keyboard too.
 * It is a client component so that rows travel to the browser once as HTML and once as data, not as elements.
 */
export function DataTable(props: { caption: string; columns: Column[]; rows: Row[]; captionHidden?: boolean }) {
  const { caption, columns, rows, captionHidden = false } = props
  const edge = (index: number) => `${index === 0 ? '' : 'pl-3'} ${index === columns.length - 1 ? '' : 'pr-1'}`
  const align = (column: Column) => (column.align === 'right' ? 'text-right' : 'text-left')
  const looks = { strong: 'font-semibold', quiet: 'text-text-2' }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="relative overflow-x-auto rounded-lg" aria-label={caption} tabIndex={0}>
      <table className="w-full border-collapse">
        <caption className={captionHidden ? 'sr-only' : 'pb-1 text-left text-h2'}>{caption}</caption>
        <thead>
          <tr className="border-b border-line-strong">
            {columns.map((column, index) => (
              <th
                key={column.key}
                scope="col"
                className={`py-2 align-bottom text-fine font-semibold text-text-2 ${edge(index)} ${align(column)}`}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-b border-line last:border-b-0">
              {columns.map((column, index) => {
                const shape = `h-11 py-1.5 ${edge(index)} ${align(column)} ${column.look ? looks[column.look] : ''}`
                return index === 0 ? (
                  <th key={column.key} scope="row" className={`${column.look ? '' : 'font-normal'} ${shape}`}>
                    {row.cells[column.key]}
                  </th>
                ) : (
                  <td key={column.key} className={shape}>
                    {row.cells[column.key]}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
