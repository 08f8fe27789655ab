import fs from 'node:fs'
import { UnreadableCsv } from '../csv-rows.ts'
import type { IngestKind } from '../ingest-file.ts'
import { jsonItems, UnreadableJson } from '../json-items.ts'
import { tableRows } from '../table-rows.ts'
import { countPlainRows } from '../whole-days/plain-rows.ts'

/** Kinds of one JSON document, by what of it counts as a row; they are read as a whole before anything is stored. */
const DOCUMENTS: Partial<Record<IngestKind, string>> = {
  tariffs: 'documents',
  outages: 'notices',
  'meter-data': 'profiles',
}
/** A JSON object a line. */
const LINES: readonly string[] = ['bills']

/**
 * Why a staged file cannot be read to its end, has too many rows, or not as many as its sender counted (without the
 * header; of a document, its notices or profiles); null where it can. It is read once through for that before its first row
 * is stored.
 */
export async function fileFault(
  file: string,
  { kind, rowCount, mostRows }: { kind: IngestKind; rowCount: number | null; mostRows: number },
): Promise<string | null> {
  const things = DOCUMENTS[kind] ?? 'rows'
  // Most tables are plain: then to count is to look for line breaks, and there is nothing that might be no UTF-8.
  const plain = isDocument(kind) ? null : await countPlainRows(fs.createReadStream(file))
  if (plain === null && !(await isUtf8(file))) return 'The file is not UTF-8.'
  try {
    const rows = plain === null ? await countOf(kind, file, mostRows) : Math.max(0, plain - 1)
    if (rows > mostRows) return `The file has more than ${mostRows} ${things}.`
    if (rowCount === null || rowCount === rows) return null
    return `The file has ${rows} ${things}, ${rowCount} were announced.`
  } catch (error) {
    // Whoever takes a document says better what is wrong with it, unless it must be counted.
    if (error instanceof UnreadableJson && rowCount === null) return null
    if (error instanceof UnreadableCsv || error instanceof UnreadableJson)
      return `From line ${error.line} on the file cannot be read: ${error.message}.`
    throw error
  }
}

const isDocument = (kind: IngestKind) => kind in DOCUMENTS || LINES.includes(kind)

function countOf(kind: IngestKind, file: string, most: number): Promise<number> {
  if (DOCUMENTS[kind]) return countItems(file, most)
  return LINES.includes(kind) ? countLines(file, most) : countRecords(file, most)
}

/** Objects of a document; of more than `most` one more, without reading on. */
async function countItems(file: string, most: number): Promise<number> {
  let items = 0
  for await (const _ of jsonItems(fs.createReadStream(file))) {
    items += 1
    if (items > most) break
  }
  return items
}

/** Rows below the header; of more than `most` one more, without reading on. */
async function countRecords(file: string, most: number): Promise<number> {
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
