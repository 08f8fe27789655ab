import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkPath } from '#lib/billing/authentic/bill-stamp.ts'
import { billQrLink } from '#lib/billing/bill-qr-link.ts'
import { demoSettings, printed, VIEWS } from '#lib/billing/pdf/test-bill-views.ts'
import { stopTypesetter, typeset } from '#lib/billing/pdf/typeset.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'
import { qrSvg } from './qr-svg.ts'

// Read with tools that share no code with what made the page.
const folder = mkdtempSync(path.join(os.tmpdir(), 'bill-pdf-'))
const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8', stdio: 'pipe' })
const bare = (text: string) => text.replace(/\s/g, '')

afterAll(async () => {
  await stopTypesetter()
  rmSync(folder, { recursive: true })
})

async function pageOf(name: string, locale: Locale) {
  const view = VIEWS[name]
  if (!view) throw new Error(`No bill ${name}.`)
  const bill = printed(view, locale)
  const { upi, discom } = demoSettings()
  const link = billQrLink(view, { ...upi, discom: discom.shortName }, locale)
  const portalLink = `https://khata.example${checkPath(view)}`
  const sheet = { bill, payQr: link && qrSvg(link), portalQr: qrSvg(portalLink, 'M') }
  const pdf = await typeset({ sheets: [sheet], form: 'a4', isForArchive: false })
  const file = path.join(folder, `${name}-${locale}.pdf`)
  writeFileSync(file, pdf)
  return { view, bill, link, portalLink, file, text: run('pdftotext', '-layout', file, '-') }
}

/** What the QR codes of the page say. */
function scanned(file: string): string[] {
  run('pdftoppm', '-r', '220', '-gray', '-singlefile', file, file)
  return run('zbarimg', '--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', `${file}.pgm`).trim().split('\n').sort()
}

describe.each(LOCALES)('A bill on paper in %s', (locale) => {
  it.each(Object.keys(VIEWS))('%s: one sound page that says what the bill says', async (name) => {
    const { view, bill, link, portalLink, file, text } = await pageOf(name, locale)
    expect(run('qpdf', '--check', file)).toContain('No syntax or stream encoding errors')
    expect(run('pdfinfo', file)).toMatch(/Pages:\s+1\n/)

    const rows = text.split('\n')
    for (const line of view.lines) {
      const amount = formatRupees(line.amountPaise).replace('₹', '')
      expect(
        rows.some((row) => row.includes(amount)),
        `${line.code} ${amount}`,
      ).toBe(true)
    }
    const total =
      view.payableByDuePaise < 0n ? formatRupees(view.payableByDuePaise).slice(1) : formatRupees(view.payableByDuePaise)
    expect(text).toContain(total)
    if (view.mode === 'POSTPAID' && view.payableByDuePaise > 0n)
      expect(text).toContain(formatRupees(view.payableAfterDuePaise))

    const read = bare(text)
    for (const line of bill.breakdown.lines) expect(read).toContain(bare(line.label))
    for (const words of [
      bill.consumer.number,
      bill.pay.beside.value,
      bill.breakdown.total.label,
      bill.complaints.heading,
    ])
      expect(read).toContain(bare(words))

    expect(bill.pay.qr === null).toBe(link === null)
    expect(scanned(file)).toEqual([portalLink, ...(link ? [link] : [])])
  })

  it('says the receipt of a paid bill, and what the State paid where nothing is due', async () => {
    expect((await pageOf('paid', locale)).text).toContain('R2604-000031')
    const { view, text } = await pageOf('nothing due', locale)
    const subsidy = view.lines.find(({ code }) => code === 'SUBSIDY')
    expect(bare(text)).toContain(formatRupees(subsidy?.amountPaise ?? view.payableByDuePaise).replace('−', ''))
  })

  it('prints the highest days above the load with their times, how many more there are, and that there are none', async () => {
    const t = textsFor(locale, 'pdf')
    const { text } = await pageOf('above its load', locale)
    const rows = text.split('\n').map(bare)
    const time = bare(locale === 'hi' ? 'शाम 7:30' : '7:30 pm')
    for (const [day, kw] of [
      ['17', '4.12'],
      ['15', '3.82'],
      ['13', '3.52'],
    ])
      expect(rows.find((row) => row.includes(time) && row.endsWith(`${kw}`))).toContain(day)
    expect(text).not.toContain('3.22')
    expect(bare(text)).toContain(bare(t('aboveMore', { count: 4 })))
    expect(bare(text)).toContain(bare(t('aboveUnknown', { count: 2 })))
    expect(bare(text)).toContain(bare(t('noticeDemandYear', { count: 2 })))

    expect(bare((await pageOf('due, with rebates', locale)).text)).toContain(bare(t('aboveNone')))
    expect(bare((await pageOf('half hours only', locale)).text)).toContain(bare(t('aboveUnknown', { count: 4 })))
  })
})
