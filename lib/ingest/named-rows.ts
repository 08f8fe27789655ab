import type { BatchWriter, Tally } from './batch-writer.ts'
import type { AnyKind } from './csv-kind.ts'
import { FileRows } from './file-rows.ts'
import type { ReadContext } from './row-shape.ts'

/** A row by the names of its columns; `path` is where within the file it stands. */
export type NamedRow = { line: number; path: string; cells: Readonly<Record<string, string | undefined>> }
export type Rejected = { line: number; reason: string; cells: readonly string[] }
export type Stored = Omit<Tally, 'rejected'> & { rejected: Rejected[] }

/** Rows of a table's kind that come by names and not in columns. */
export type NamedRows = {
  readonly waiting: number
  read: (row: NamedRow) => void
  store: (writer: Pick<BatchWriter<never>, 'as'>) => Promise<Stored>
}

export function namedRows(columns: AnyKind, context: ReadContext): NamedRows {
  const names = Object.keys(columns.shape)
  // What is not said is not there, which is another thing than an empty cell of a table.
  const cellOf = (cells: readonly string[], column: string) => cells[names.indexOf(column)] || undefined
  const rows = new FileRows(columns, cellOf, names.length, context)
  return {
    get waiting() {
      return rows.waiting
    },
    read: ({ line, path, cells }) => rows.read({ line, path, cells: names.map((name) => cells[name] ?? '') }),
    store: async (writer) => {
      const stored = await rows.store(writer.as(columns))
      const rejected = stored.rejected.map((one) => ({ ...one, cells: [one.cells.filter(Boolean).join(' ')] }))
      return { ...stored, rejected }
    },
  }
}
