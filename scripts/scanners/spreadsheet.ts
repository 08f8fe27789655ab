import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { campsCsv } from '#lib/export/camps-csv.ts'
import { csvText } from '#lib/export/csv.ts'
import { statementCsv } from '#lib/export/statement-csv.ts'
import { HOSTILE_NAMES } from '#lib/units/test-hostile-names.ts'
import { run } from './run.ts'
import type { ScannedAs } from './visitor.ts'

/** Comma, quote, UTF-8, from the first line on, and what looks special is looked for: as a spreadsheet opens a download. */
const AS_DOWNLOADED = 'CSV:44,34,76,1,,0,false,true'
const CONVERTED_WITHIN_SECONDS = 120

/** What LibreOffice Calc made of a file. */
export type Sheet = { name: string; rows: number; formulas: number; numbers: number }

/** Opens files in LibreOffice without a window, and counts in what it takes them for. */
export async function openInCalc(folder: string, files: Record<string, string>): Promise<Sheet[]> {
  const place = path.join(folder, 'spreadsheets')
  fs.mkdirSync(place, { recursive: true })
  const paths = Object.entries(files).map(([name, text]) => {
    const file = path.join(place, `${name}.csv`)
    fs.writeFileSync(file, text)
    return file
  })
  const own = `-env:UserInstallation=${pathToFileURL(path.join(place, 'profile'))}`
  const convert = ['--headless', '--convert-to', 'fods', `--infilter=${AS_DOWNLOADED}`, '--outdir', place]
  await run('soffice', [own, ...convert, ...paths], CONVERTED_WITHIN_SECONDS)
  return Object.keys(files).map((name) => {
    const sheet = fs.readFileSync(path.join(place, `${name}.fods`), 'utf8')
    const count = (pattern: RegExp) => sheet.match(pattern)?.length ?? 0
    const [rows, formulas] = [count(/<table:table-row[ >]/g), count(/ table:formula="/g)]
    return { name, rows, formulas, numbers: count(/ office:value-type="float"/g) }
  })
}

/** Without what the portal does about formulas: shows that Calc would take these words for some. */
export const bareWords = (): string => HOSTILE_NAMES.map((name) => `${quoted(name)},-1.5\r\n`).join('')
const quoted = (text: string) => `"${text.replaceAll('\0', '').replaceAll('"', '""')}"`

/** Hostile words wherever a file of the portal's has words that somebody wrote, each beside a number below zero. */
export function hostileExports(): Record<string, string> {
  const figures = { registered: 1, resolved: 1, onTheSpot: 0, promised: 0, rejected: 0, open: 0, overdue: 0 }
  const camps = HOSTILE_NAMES.map((name) => ({ heldOn: '2026-11-23', place: both(name), subdivision: name, figures }))
  const rows = HOSTILE_NAMES.map((name) => ({
    ...{ kind: 'BILL_ISSUED', on: '2026-11-02', changePaise: 100n, balancePaise: -150n },
    bill: { month: '2026-10', billNo: name },
  }))
  const span = { from: '2026-04-01', to: '2027-03-31', openingPaise: 0n, closingPaise: -150n }
  return {
    words: csvText(HOSTILE_NAMES.map((name) => [{ text: name }, { number: '-1.5' }])),
    camps: campsCsv({ camps } as never, 'en'),
    statement: statementCsv({ ...span, rows } as never, 'hi'),
  }
}
const both = (text: string) => ({ hi: text, en: text })

/** The files of a connection, as she downloads them. */
export async function downloaded(url: string, { home, cookie }: ScannedAs): Promise<Record<string, string>> {
  const paths = ['consumption/csv', 'consumption/2026-11-20/csv', 'consumption/year/csv', 'load/csv', 'quality/csv']
  const files = [...paths, 'payments/statement/csv'].map(async (place) => {
    const answer = await fetch(`${url}${home}/${place}`, { headers: { cookie } })
    if (!answer.ok) throw new Error(`${place}: ${answer.status}`)
    return [place.replaceAll('/', '-'), await answer.text()] as const
  })
  return Object.fromEntries(await Promise.all(files))
}
