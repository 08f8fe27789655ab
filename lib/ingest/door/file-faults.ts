import fs from 'node:fs'
import { UnreadableCsv } from '../csv-rows.ts'
import type { IngestKind } from '../ingest-file.ts'
import { tableRows } from '../table-rows.ts'
import { countPlainRows } from '../whole-days/plain-rows.ts'

/** Kinds of one JSON document; they are read as a whole before anything is stored. */
const DOCUMENTS: readonly string[] = ['tariffs', 'outages', 'meter-data']
/** A JSON object a line. */
const LINES: readonly string[] = ['bills']

/**
 * Why a staged file cannot be read to its end, has too many rows, or not as many as its sender counted (without the
 * header); null where it can. It is read once through for that before its first row is stored.
 */
export async function fileFault(
  file: string,
  { kind, rowCount, mostRows }: { kind: IngestKind; rowCount: number | null; mostRows: number },
): Promise<string | null> {
  if (!(await isUtf8(file))) return 'The file is not UTF-8.'
  if (DOCUMENTS.includes(kind)) return null
  try {
    const rows = LINES.includes(kind) ? await countLines(file, mostRows) : await countRecords(file, mostRows)
    if (rows > mostRows) return `The file has more than ${mostRows} rows.`
    if (rowCount === null || rowCount === rows) return null
    return `The file has ${rows} rows, ${rowCount} were announced.`
  } catch (error) {
    if (error instanceof UnreadableCsv) return `From line ${error.line} on the file cannot be read: ${error.message}.`
    throw error
  }
}

/** Rows below the header; of more than `most` one more, without reading on. */
async function countRecords(file: string, most: number): Promise<number> {
  // Most files are plain, and then to count is to look for line breaks.
  const plain = await countPlainRows(fs.createReadStream(file))
  if (plain !== null) return Math.max(0, plain - 1)
  let rows = -1
  for await (const _ of await tableRows(fs.createReadStream(file))) {
    rows += 1
    if (rows > most) break
  }
  return Math.max(0, rows)
}

async function countLines(file: string, most: number): Promise<number> {
  let [lines, isInLine] = [0, false]
  for await (const chunk of fs.createReadStream(file) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (byte !== NEW_LINE && byte > SPACE && !isInLine) {
        lines += 1
        isInLine = true
      }
      if (byte === NEW_LINE) isInLine = false
    }
    if (lines > most) break
  }
  return lines
}

const NEW_LINE = 10
const SPACE = 32

async function isUtf8(file: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of fs.createReadStream(file) as AsyncIterable<Buffer>)
      decoder.decode(chunk, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
