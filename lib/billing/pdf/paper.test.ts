import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { month } from '#lib/units/ist.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'
import { printableReceiptOf } from './printable-receipt.ts'
import { printableStatementOf } from './printable-statement.ts'
import { demoSettings } from './test-bill-views.ts'
import { NOW, RECEIPT, yearOf } from './test-papers.ts'
import { stopTypesetter, typeset } from './typeset.ts'
import type { SimpleDocument } from './typeset-worker.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'paper-'))
const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8', stdio: 'pipe' })
const bare = (text: string) => text.replace(/\s/g, '')

afterAll(async () => {
  await stopTypesetter()
  rmSync(folder, { recursive: true })
})

async function onPaper(document: SimpleDocument): Promise<{ text: string; info: string }> {
  const file = path.join(folder, 'paper.pdf')
  writeFileSync(file, await typeset(document))
  expect(run('qpdf', '--check', file)).toContain('No syntax or stream encoding errors')
  return { text: run('pdftotext', '-layout', file, '-'), info: run('pdfinfo', file) }
}

const receiptIn = (locale: Locale) => printableReceiptOf(RECEIPT, demoSettings(), { locale, now: NOW })

describe.each(LOCALES)('On paper in %s', (locale) => {
  it.each(['a4', 'slip'] as const)('a receipt (%s) says all that its page says, on one page', async (form) => {
    const page = receiptIn(locale)
    const { text, info } = await onPaper({ template: 'receipt', page, form, isForArchive: false })
    expect(info).toMatch(/Pages:\s+1\n/)
    for (const { label, value } of [...page.rows, page.balance]) expect(bare(text)).toContain(bare(value || label))
    expect(bare(text)).toContain('₹1,043.05')
    expect(bare(text)).toContain(bare('नमूना #कुमारी $ @<b>'))
  })

  it('a statement names its columns and its number on each page, and every amount', async () => {
    const statement = yearOf(70)
    const page = printableStatementOf({ statement, april: month('2026-04') }, demoSettings(), locale)
    const { text, info } = await onPaper({ template: 'statement', page, form: 'a4', isForArchive: true })
    const pages = text.split('\f').filter((one) => one.trim() !== '')
    expect(info).toMatch(new RegExp(`Pages:\\s+${pages.length}\n`))
    expect(pages.length).toBeGreaterThan(2)
    for (const [index, one] of pages.entries()) {
      expect(bare(one)).toContain(bare(page.columns[4] as string))
      expect(bare(one)).toContain(`${index + 1}/${pages.length}`)
    }
    for (const { balancePaise } of statement.rows)
      expect(bare(text)).toContain(formatRupees(balancePaise).replace('₹', ''))
    for (const row of page.rows.filter(({ isSum }) => isSum)) expect(bare(text)).toContain(bare(row.what))
  })

  it('a year without movements is one page', async () => {
    const page = printableStatementOf({ statement: yearOf(0), april: month('2026-04') }, demoSettings(), locale)
    const { info } = await onPaper({ template: 'statement', page, form: 'a4', isForArchive: false })
    expect(info).toMatch(/Pages:\s+1\n/)
  })
})
