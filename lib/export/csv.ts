import { parseDecimal } from '#lib/units/rounding.ts'

/** What stands in a cell: words, a plain decimal number as text, or nothing where nothing is known. */
export type CsvCell = { text: string } | { number: string } | null

/** For spreadsheets, which take a file without it for some code page and garble Hindi. */
const BYTE_ORDER_MARK = '\ufeff'

/**
 * Rows as CSV by RFC 4180: CRLF, and quotes where a cell needs them. Words that a spreadsheet would take for a formula
 * get an apostrophe in front; numbers stay numbers, negative ones too. Throws when a number is none.
 */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  return BYTE_ORDER_MARK + rows.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('')
}

function cellText(cell: CsvCell): string {
  if (cell === null) return ''
  if ('number' in cell) {
    if (!parseDecimal(cell.number)) throw new RangeError(`Not a plain decimal: ${cell.number}`)
    return cell.number
  }
  const safe = /^[=+\-@\t\r]/.test(cell.text) ? `'${cell.text}` : cell.text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
