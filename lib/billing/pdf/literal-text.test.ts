import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { LOCALES } from '#lib/units/locale.ts'
import { paise } from '#lib/units/paise.ts'
import type { BillView } from '../get-bill.ts'
import type { StoredLine } from '../stored-line.ts'
import { billView, documentOf, printed, VIEWS } from './test-bill-views.ts'
import { papersOf } from './test-papers.ts'
import { stopTypesetter, typeset } from './typeset.ts'
import type { PaperDocument } from './typeset-worker.ts'

/** Letters that mean something to Typst or to PDF, and calls that would stop the page or read the machine's files. */
const MARKUP = String.raw`#a $b$ *c* _d_ @e \f <g> [h] "i" (j) {k} //l =m -n +o ~p #panic("q") #read("/etc/passwd")`
const LONG: Record<string, string> = {
  'of markup': '#$*_@\\<'.repeat(1_500),
  'of words': 'नमूना #कुमारी $x$ '.repeat(600),
  'of wide letters': 'W'.repeat(10_240),
}
const folder = mkdtempSync(path.join(os.tmpdir(), 'literal-'))

afterAll(async () => {
  await stopTypesetter()
  rmSync(folder, { recursive: true })
})

/** The text of a document in the order of reading, without spaces; and that it has so many pages. */
async function textOf(document: PaperDocument, pages = 1): Promise<string> {
  const file = path.join(folder, 'paper.pdf')
  writeFileSync(file, await typeset(document))
  expect(run('pdfinfo', file)).toMatch(new RegExp(`Pages:\\s+${pages}\\n`))
  return bare(run('pdftotext', '-raw', file, '-'))
}

const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8', stdio: 'pipe' })

const bare = (text: string) => text.replace(/[\s\u200b]/g, '')

describe.each(LOCALES)('In %s', (locale) => {
  it('markup in a name is printed letter for letter on every paper', async () => {
    for (const [paper, document] of Object.entries(papersOf({ name: MARKUP, locale })))
      expect(await textOf(document), paper).toContain(bare(MARKUP))
  })

  it.each(Object.entries(LONG))('10 kB of a name %s begin letter for letter and end with …', async (_, name) => {
    for (const [paper, document] of Object.entries(papersOf({ name, locale }))) {
      const text = await textOf(document)
      expect(text, paper).toContain(bare(name.slice(0, 60)))
      expect(text, paper).toContain('…')
      expect(text.length, paper).toBeLessThan(5_000)
    }
  })

  it('the longest bill still fits one page with it', async () => {
    for (const name of Object.values(LONG)) {
      const view = VIEWS['commercial with many lines'] as BillView
      const { 'bill a4': document } = papersOf({ name, locale, view })
      expect(await textOf(document as PaperDocument)).toContain(bare(name.slice(0, 60)))
    }
  })

  it('a hundred lines follow the page that tells the amount, each of them, with the sum at their end', async () => {
    const lines = Array.from({ length: 100 }, (_, index): StoredLine => {
      const arithmetic = { issuer: 'UTILITY', units: '100', ratePaise: `${701 + index}` } as const
      return { code: 'ENERGY', amountPaise: paise(70_100 + 100 * index), arithmetic }
    })
    const bill = printed(billView({ facts: { issuer: 'UTILITY', lines } }), locale)
    const text = await textOf(documentOf([bill]), { hi: 4, en: 3 }[locale])
    expect(text).toContain(bare(bill.breakdown.onNextPage))
    const amounts = [...text.matchAll(/100\S{0,9}×₹(\d+\.\d\d)/g)].map(([, rate]) => rate)
    expect(amounts).toEqual(lines.map((_, index) => (7.01 + index / 100).toFixed(2)))
    expect(text.split(bare(bill.breakdown.total.amount)).length - 1).toBeGreaterThanOrEqual(3)
  })
})
