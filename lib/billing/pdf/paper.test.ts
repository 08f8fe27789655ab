import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Statement, StatementRow } from '#lib/ledger/statement-of-account.ts'
import type { ReceiptView } from '#lib/payments/get-receipt.ts'
import { addDays, type IstDay, month } from '#lib/units/ist.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { formatRupees, paise, ZERO_PAISE } from '#lib/units/paise.ts'
import { printableReceiptOf } from './printable-receipt.ts'
import { printableStatementOf } from './printable-statement.ts'
import { demoSettings } from './test-bill-views.ts'
import { stopTypesetter, typeset } from './typeset.ts'
import type { SimpleDocument } from './typeset-worker.ts'

const NOW = new Date('2026-11-20T10:00:00+05:30')
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

const RECEIPT: ReceiptView = {
  ...{ id: 'p', receiptNo: 'R2611-000123', consumerNo: '099000042', holderName: 'नमूना #कुमारी $ @<b>' },
  ...{ channel: 'UPI', reference: 'TESTREFERENCE', utr: '633100000001' },
  ...{ amountPaise: paise(104_305), paidAt: new Date('2026-11-07T09:55:00+05:30'), receivedAt: NOW },
  bill: { id: 'b', billNo: '2610-099000042', month: month('2026-10') },
  settled: [
    { billId: 'b', billNo: '2610-099000042', month: month('2026-10'), amountPaise: paise(104_305), isSurcharge: false },
  ],
  ...{ rebatePaise: paise(3_195), paidAheadPaise: ZERO_PAISE, unpaidNowPaise: ZERO_PAISE, aheadNowPaise: ZERO_PAISE },
}

/** A bill and a payment a week, so that a year fills several pages. */
function yearOf(count: number): Statement {
  let balancePaise = paise(50_000)
  const rows = Array.from({ length: count }, (_, index): StatementRow => {
    const changePaise = paise(index % 2 ? -110_000 : 105_050 + index)
    balancePaise = paise(balancePaise + changePaise)
    return {
      ...{ id: String(index), on: addDays('2026-04-02' as IstDay, index * 3), changePaise, balancePaise },
      ...(index % 2
        ? { kind: 'PAYMENT', bill: null, payment: { id: 'p', receiptNo: `R26-${index}`, channel: 'COUNTER' } }
        : { kind: 'BILL_ISSUED', bill: { id: 'b', month: month('2026-05'), billNo: `B26-${index}` }, payment: null }),
    }
  })
  const sum = (sign: 1n | -1n) =>
    rows.reduce((total, { changePaise }) => total + (changePaise * sign > 0n ? changePaise * sign : 0n), 0n)
  return {
    ...{ consumerNo: '099000042', holderName: 'नमूना कुमारी', address: '12, नमूना नगर, राँची 834001' },
    ...{ from: '2026-04-01' as IstDay, to: '2026-11-20' as IstDay, at: NOW, openingPaise: paise(50_000), rows },
    ...{ chargesPaise: paise(sum(1n)), creditsPaise: paise(sum(-1n)), closingPaise: balancePaise },
  }
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
