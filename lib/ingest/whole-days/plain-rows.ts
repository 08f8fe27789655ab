import { isAscii } from 'node:buffer'
import { Readable } from 'node:stream'
import { type CsvRow, csvRows, MAX_RECORD_BYTES, UnreadableCsv } from '../csv-rows.ts'
import type { DayAt, DayRow } from './whole-day.ts'

const [LF, CR, QUOTE] = [0x0a, 0x0d, 0x22]
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * The rows of a CSV file as `csvRows` has them, except that whole days come as one where `dayAt` finds them; it is asked
 * from the second row on. Lines without a quote need no parser of CSV. From the first piece of the file on that has one,
 * or has letters beyond ASCII, the parser takes over.
 */
export async function* plainRows(source: Readable, dayAt: () => DayAt | null): AsyncGenerator<CsvRow | DayRow> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  try {
    yield* rowsOf(chunks, dayAt)
  } finally {
    await chunks.return?.()
  }
}

async function* rowsOf(chunks: AsyncIterator<Buffer>, dayAt: () => DayAt | null): AsyncGenerator<CsvRow | DayRow> {
  let [rest, line, isFirst] = [Buffer.alloc(0), 1, true]
  while (true) {
    const next = await chunks.next()
    let chunk = next.done ? Buffer.alloc(0) : next.value
    if (isFirst && chunk.subarray(0, 3).equals(BYTE_ORDER_MARK)) chunk = chunk.subarray(3)
    if (!isPlain(chunk) || rest.length > MAX_RECORD_BYTES * 2) {
      yield* parsedRows(Readable.from(joined([rest, chunk], chunks)), line - 1)
      return
    }
    const read = Buffer.concat(next.done && rest.length > 0 ? [rest, Buffer.from('\n')] : [rest, chunk])
    const page = read.subarray(0, read.lastIndexOf(LF) + 1)
    let at = 0
    while (at < page.length) {
      const found = isFirst ? 'LINE' : (dayAt()?.(page, at) ?? 'LINE')
      if (found === 'CUT' && !next.done) break
      if (typeof found === 'object') {
        const lines = 1440 / found.day.intervalMinutes
        yield { day: found.day, bytes: page.subarray(at, found.end), line, lines }
        line += lines
        at = found.end
        continue
      }
      const end = page.indexOf(LF, at)
      if (end - at > MAX_RECORD_BYTES) {
        yield* parsedRows(Readable.from(joined([read.subarray(at)], chunks)), line - 1)
        return
      }
      const cells = cellsOf(page, at, end)
      if (cells) yield { line, cells }
      isFirst &&= cells === null
      line += 1
      at = end + 1
    }
    rest = read.subarray(at)
    if (next.done) return
  }
}

/** How many rows a CSV file has, its header among them; null where only a parser can tell. */
export async function countPlainRows(source: Readable): Promise<number | null> {
  let [rows, inLine] = [0, 0]
  for await (const chunk of source as AsyncIterable<Buffer>) {
    if (!isPlain(chunk)) return null
    let at = 0
    while (at < chunk.length) {
      const end = chunk.indexOf(LF, at)
      const stop = end < 0 ? chunk.length : end
      const isCrAlone = stop - at === 1 && chunk[at] === CR
      if (!isCrAlone) inLine += stop - at
      if (inLine > MAX_RECORD_BYTES) return null
      if (end < 0) break
      if (inLine > 0) rows += 1
      inLine = 0
      at = end + 1
    }
  }
  return inLine > 0 ? rows + 1 : rows
}

/** The lines of a day as rows. */
export function* rowsOfDay({ bytes, line }: DayRow): Generator<CsvRow> {
  let at = 0
  for (let number = line; at < bytes.length; number += 1) {
    const end = bytes.indexOf(LF, at)
    yield { line: number, cells: cellsOf(bytes, at, end) ?? [] }
    at = end + 1
  }
}

const isPlain = (chunk: Buffer) => isAscii(chunk) && !chunk.includes(QUOTE)

/** Null for a blank line. */
function cellsOf(page: Buffer, at: number, end: number): string[] | null {
  const text = page.toString('latin1', at, page[end - 1] === CR && end > at ? end - 1 : end)
  return text === '' ? null : text.split(',')
}

async function* joined(read: readonly Buffer[], chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.concat(read)
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value
}

/** What the parser reads after so many lines. */
async function* parsedRows(source: Readable, linesBefore: number): AsyncGenerator<CsvRow> {
  try {
    for await (const row of csvRows(source)) yield { ...row, line: row.line + linesBefore }
  } catch (error) {
    if (error instanceof UnreadableCsv) throw new UnreadableCsv(error.line + linesBefore, error.message)
    throw error
  }
}
