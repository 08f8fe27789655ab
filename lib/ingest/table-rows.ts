import { once } from 'node:events'
import { Readable } from 'node:stream'
import { type CsvRow, csvRows } from './csv-rows.ts'
import { type JsonLine, jsonLines } from './json-lines.ts'
import { plainRows } from './whole-days/plain-rows.ts'
import type { DayAt, DayRow } from './whole-days/whole-day.ts'

/** A row, or why a line is none. */
export type TableRow = CsvRow | { line: number; refused: string; cells: string[] }
/** Finds whole days among the lines of a CSV file, once its header has told which columns stand where. */
export type DayFinder = { dayAt: DayAt | null }

const [OPEN, SPACE] = [0x7b, 0x20]
/** Of the byte order mark, in UTF-8. */
const MARK: readonly number[] = [0xef, 0xbb, 0xbf]

/**
 * The rows of a table, its header first: of CSV, or of one JSON object a line where the first character is a brace. The
 * members of the first object are such a table's columns. Days come whole where the finder finds them. Reading throws
 * `UnreadableCsv` as `csvRows` does.
 */
export async function tableRows(source: Readable): Promise<AsyncGenerator<TableRow>>
export async function tableRows(source: Readable, days: DayFinder | null): Promise<AsyncGenerator<TableRow | DayRow>>
export async function tableRows(source: Readable, days: DayFinder | null = null) {
  const { first, whole } = await peeked(source)
  if (first === OPEN) return jsonRows(whole)
  return days ? plainRows(whole, () => days.dayAt) : csvRows(whole)
}

/** The first character, and the stream with all of it still to come: put back, so that nothing reads ahead more. */
async function peeked(source: Readable): Promise<{ first: number | undefined; whole: Readable }> {
  const read: Buffer[] = []
  while (true) {
    const chunk = source.read() as Buffer | null
    if (chunk === null) {
      if (source.readableEnded) return { first: undefined, whole: Readable.from(read) }
      // Nothing would ever come any more, nor an end.
      if (source.destroyed) throw source.errored ?? new Error('The file was closed before its end.')
      await nextOf(source)
      continue
    }
    read.push(chunk)
    const first = chunk.find((byte) => byte > SPACE && !MARK.includes(byte))
    if (first === undefined) continue
    source.unshift(Buffer.concat(read))
    return { first, whole: source }
  }
}

/** Until there is more to read, or nothing any more. */
async function nextOf(source: Readable): Promise<void> {
  const heard = new AbortController()
  try {
    await Promise.race(['readable', 'end', 'close'].map((name) => once(source, name, { signal: heard.signal })))
  } finally {
    heard.abort()
  }
}

async function* jsonRows(source: Readable): AsyncGenerator<TableRow> {
  let columns: string[] | null = null
  for await (const line of jsonLines(source)) {
    const object = objectOf(line)
    if (typeof object === 'string') {
      yield { line: line.line, refused: object, cells: [line.text] }
      continue
    }
    if (columns === null) {
      columns = Object.keys(object)
      yield { line: line.line, cells: columns }
    }
    yield rowOf(line.line, object, columns)
  }
}

function objectOf(line: JsonLine): Record<string, unknown> | string {
  if (!line.ok) return line.reason
  const { json } = line
  return typeof json === 'object' && json !== null && !Array.isArray(json)
    ? (json as Record<string, unknown>)
    : 'is no JSON object'
}

/** A member that is left out could mean that there is none, or that nothing is said: so all lines have the same. */
function rowOf(line: number, object: Record<string, unknown>, columns: readonly string[]): TableRow {
  const missing = columns.find((name) => !Object.hasOwn(object, name))
  if (missing !== undefined)
    return { line, refused: `lacks ${missing}, which the first line has (null: none)`, cells: [] }
  const other = Object.keys(object).find((name) => !columns.includes(name))
  if (other !== undefined) return { line, refused: `has ${other}, which the first line lacks`, cells: [] }
  const cells: string[] = []
  for (const name of columns) {
    const cell = cellOf(object[name])
    if (cell === null) return { line, refused: `${name} is no single value`, cells: [] }
    cells.push(cell)
  }
  return { line, cells }
}

function cellOf(value: unknown): string | null {
  if (value === null) return ''
  if (typeof value === 'object') return null
  // Small numbers would be written with an exponent.
  return typeof value === 'number' && Math.abs(value) < 1e-6 ? value.toFixed(12).replace(/\.?0+$/, '') : String(value)
}
