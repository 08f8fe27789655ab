import { keepable } from '#lib/units/clean-text.ts'
import { parseDecimal } from '#lib/units/rounding.ts'

/** What stands in a cell: words, a plain decimal number as text, or nothing where nothing is known. */
export type CsvCell = { text: string } | { number: string } | null

/** For spreadsheets, which take a file without it for some code page and garble Hindi. */
const BYTE_ORDER_MARK = '\ufeff'

/** What a spreadsheet begins a formula with, behind blanks and line breaks too, and in the wide letters of East Asia. */
const FORMULA = /^[\s\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/

/**
 * Rows as CSV by RFC 4180: CRLF, and quotes where a cell needs them. Words that a spreadsheet would take for a formula get
 * an apostrophe in front, and NUL, at which some stop reading, is left out; numbers stay numbers, negative ones too. Throws
 * when a number is none.
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
  const text = keepable(cell.text)
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
