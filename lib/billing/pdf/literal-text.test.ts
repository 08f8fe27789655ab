import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { month } from '#lib/units/ist.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { printableReceiptOf } from './printable-receipt.ts'
import { printableStatementOf } from './printable-statement.ts'
import { demoSettings, documentOf, printed, VIEWS } from './test-bill-views.ts'
import { NOW, RECEIPT, yearOf } from './test-papers.ts'
import { stopTypesetter, typeset } from './typeset.ts'
import type { PaperDocument, PaperForm } from './typeset-worker.ts'

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

/** Every kind of paper, in somebody's name. */
function papersOf(name: string, locale: Locale, view = VIEWS['due, with rebates']): Record<string, PaperDocument> {
  const bill = printed({ ...view, holderName: name, address: name } as NonNullable<typeof view>, locale)
  const year = { ...yearOf(3), holderName: name, address: name }
  const receipt = printableReceiptOf({ ...RECEIPT, holderName: name }, demoSettings(), { locale, now: NOW })
  const simple = (form: PaperForm) => ({ form, isForArchive: false })
  return {
    'bill a4': documentOf([bill]),
    'bill slip': documentOf([bill], { form: 'slip' }),
    'bill for the archive': documentOf([bill], { isForArchive: true }),
    'receipt a4': { ...simple('a4'), template: 'receipt', page: receipt },
    'receipt slip': { ...simple('slip'), template: 'receipt', page: receipt },
    statement: {
      ...simple('a4'),
      template: 'statement',
      page: printableStatementOf({ statement: year, april: month('2026-04') }, demoSettings(), locale),
    },
  }
}

/** The text of a document in the order of reading, without spaces; and that it has one page. */
async function textOf(document: PaperDocument): Promise<string> {
  const file = path.join(folder, 'paper.pdf')
  writeFileSync(file, await typeset(document))
  expect(run('pdfinfo', file)).toMatch(/Pages:\s+1\n/)
  return bare(run('pdftotext', '-raw', file, '-'))
}

const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8', stdio: 'pipe' })

const bare = (text: string) => text.replace(/[\s\u200b]/g, '')

describe.each(LOCALES)('In %s', (locale) => {
  it('markup in a name is printed letter for letter on every paper', async () => {
    for (const [paper, document] of Object.entries(papersOf(MARKUP, locale)))
      expect(await textOf(document), paper).toContain(bare(MARKUP))
  })

  it.each(Object.entries(LONG))('10 kB of a name %s begin letter for letter and end with …', async (_, name) => {
    for (const [paper, document] of Object.entries(papersOf(name, locale))) {
      const text = await textOf(document)
      expect(text, paper).toContain(bare(name.slice(0, 60)))
      expect(text, paper).toContain('…')
      expect(text.length, paper).toBeLessThan(5_000)
    }
  })

  it('the longest bill still fits one page with it', async () => {
    for (const name of Object.values(LONG)) {
      const { 'bill a4': document } = papersOf(name, locale, VIEWS['commercial with many lines'])
      expect(await textOf(document as PaperDocument)).toContain(bare(name.slice(0, 60)))
    }
  })
})
