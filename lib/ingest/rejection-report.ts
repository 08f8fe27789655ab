import fs from 'node:fs'
import { isRejectedColumn, REJECTED_COLUMNS } from './header.ts'

/**
 * Rejected rows with line and reason, as a CSV file beside the one that was taken in. Written aside and renamed, so that
 * the report is either whole or not there; without rejected rows an older report is removed. A report that was corrected and
 * loaded has their columns already: those of this time take their place.
 */
export function rejectionReport(file: string) {
  const aside = `${file}.part`
  let header: readonly string[] = []
  const withoutOlder = (cells: readonly string[]) =>
    cells.filter((_, at) => !isRejectedColumn(header[at]?.trim() ?? ''))
  let output: number | null = null
  return {
    header: (cells: readonly string[]): void => {
      header = cells
    },
    add: ({ line, reason, cells }: { line: number; reason: string; cells: readonly string[] }): void => {
      if (output === null) {
        output = fs.openSync(aside, 'w')
        fs.writeSync(output, csvLine([...REJECTED_COLUMNS, ...withoutOlder(header)]))
      }
      fs.writeSync(output, csvLine([String(line), reason, ...withoutOlder(cells)]))
    },
    /** The report's path, or null when every row was taken. */
    finish: (): string | null => {
      if (output === null) {
        fs.rmSync(file, { force: true })
        return null
      }
      fs.closeSync(output)
      fs.renameSync(aside, file)
      return file
    },
  }
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`
}
