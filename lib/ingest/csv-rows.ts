import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream'
import { parse } from 'csv-parse'

/** A record of the file. `line` is where it begins, counted as an editor counts, the header being line 1. */
/** `path` is where within its line a row of JSON stands. */
export type CsvRow = { line: number; cells: string[]; path?: string }

/** From this line on the file has no records any more, such as after a quote that is never closed. */
export class UnreadableCsv extends Error {
  readonly line: number
  constructor(line: number, reason: string) {
    super(reason)
    this.line = line
  }
}

// A row of ours has a few hundred characters; a quote that is never closed would otherwise swallow the file into memory.
export const MAX_RECORD_BYTES = 16_384

/**
 * Reads CSV record by record as its consumer asks for them: UTF-8 with or without a byte order mark, LF or CRLF, quoted
 * commas and line breaks, with or without a last newline; blank lines are passed over. Throws `UnreadableCsv` after the
 * last record that could be read, when the rest has none.
 */
export async function* csvRows(source: Readable): AsyncGenerator<CsvRow> {
  let broken: UnreadableCsv | null = null
  const parser = parse({
    bom: true,
    info: true,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
    // Without this the parser's error would take the records with it that it has read and not yet handed over.
    skip_records_with_error: true,
    on_skip: (error) => {
      broken ??= new UnreadableCsv(Number(error?.lines ?? 0), plainReason(error?.code))
      return undefined
    },
  })
  pipeline(source, parser, () => undefined)

  // The parser counts a CRLF within quotes as two lines.
  let countedTwice = 0
  let lastLine = 0
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    const text = record.join('')
    countedTwice += text.split('\r\n').length - 1
    const end = info.lines - countedTwice
    if (broken && end >= (broken as UnreadableCsv).line) break
    lastLine = end
    yield { line: end - (text.split('\n').length - 1), cells: record }
  }
  if (broken) throw new UnreadableCsv(Math.min((broken as UnreadableCsv).line, lastLine + 1), (broken as Error).message)
}

function plainReason(code: string | undefined): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return 'a quote is never closed, or the row is longer than any row can be'
    default:
      return 'the text is no CSV'
  }
}
