import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, describe, expect, it } from 'vitest'
import { wattHours } from '#lib/units/energy.ts'
import { month } from '#lib/units/ist.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import type { BillView } from '../get-bill.ts'
import { printableReceiptOf } from './printable-receipt.ts'
import { printableStatementOf } from './printable-statement.ts'
import { billView, demoSettings, printed, VIEWS } from './test-bill-views.ts'
import { NOW, RECEIPT, yearOf } from './test-papers.ts'
import { stopTypesetter, typeset } from './typeset.ts'
import type { PaperDocument, PaperForm } from './typeset-worker.ts'

/**
 * Papers compared with pictures that somebody has looked at and approved. After a change that is meant to be seen:
 *
 *     APPROVE_PICTURES=1 npx vitest run lib/billing/pdf/pictures.test.ts
 *
 * writes them anew; look at what has changed before it is committed.
 */
const APPROVED = path.join(import.meta.dirname, 'approved')
const isApproving = process.env.APPROVE_PICTURES === '1'
const folder = mkdtempSync(path.join(os.tmpdir(), 'pictures-'))

/** Two dots a millimetre: less shows no line of text, more only weighs. */
const DOTS_PER_INCH = 50
/** Darkness is compared by squares of 3 mm, give or take a dot: renderers draw the edges of letters each in its own way. */
const SQUARE = 6
const NEIGHBOURS = [-1, 0, 1]
/** Of 255. A bar that is missing or another name makes 38 and more. */
const UNLIKE = 20

afterAll(async () => {
  await stopTypesetter()
  rmSync(folder, { recursive: true })
})

/** What stands in a QR is read back by another test; here it only takes its place. */
const QR =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h2v2h-2zM2 2h2v2h-2z" fill="#000"/></svg>'

const billOf = (views: BillView[], form: PaperForm = 'a4'): PaperDocument => ({
  ...{ form, isForArchive: false },
  sheets: views.map((view, index) => {
    const bill = printed(view, LOCALES[index] as Locale)
    return { bill, payQr: bill.pay.qr && QR, portalQr: QR }
  }),
})
const due = VIEWS['due, with rebates'] as BillView
const statement = { statement: yearOf(40), april: month('2026-04') }

const PAPERS: Record<string, PaperDocument> = {
  'bill-due-hi': billOf([due]),
  'bill-both-languages': billOf([VIEWS['above its load'] as BillView, VIEWS['above its load'] as BillView]),
  'bill-nothing-due': billOf([VIEWS['nothing due'] as BillView]),
  'bill-slip': billOf([due], 'slip'),
  receipt: {
    ...{ template: 'receipt', form: 'a4', isForArchive: false },
    page: printableReceiptOf(RECEIPT, demoSettings(), { locale: 'hi', now: NOW }),
  },
  statement: {
    ...{ template: 'statement', form: 'a4', isForArchive: false },
    page: printableStatementOf(statement, demoSettings(), 'en'),
  },
}

/** The pages of a document, each as a PNG in grey, and by the name under which it is kept. */
async function picturesOf(name: string, document: PaperDocument): Promise<Map<string, Buffer>> {
  const own = mkdtempSync(path.join(folder, `${name}-`))
  const file = path.join(own, 'paper.pdf')
  writeFileSync(file, await typeset(document))
  execFileSync('pdftoppm', ['-r', String(DOTS_PER_INCH), '-gray', '-png', file, path.join(own, 'page')])
  const pages = readdirSync(own)
    .filter((one) => one.endsWith('.png'))
    .sort()
  return new Map(pages.map((page, index) => [`${name}-${index + 1}.png`, readFileSync(path.join(own, page))]))
}

/** Where two pictures are unlike, in millimetres from the left and from the top. */
function differences(one: Buffer, other: Buffer): string[] {
  const [a, b] = [PNG.sync.read(one), PNG.sync.read(other)]
  if (a.width !== b.width || a.height !== b.height) return [`${a.width} x ${a.height}, not ${b.width} x ${b.height}`]
  const found: string[] = []
  const inMm = (dots: number) => Math.round((dots * 25.4) / DOTS_PER_INCH)
  for (let top = 0; top < a.height; top += SQUARE)
    for (let left = 0; left < a.width; left += SQUARE)
      if (!isAlike(a, b, left, top)) found.push(`${inMm(left)}/${inMm(top)}`)
  return found
}

function isAlike(a: PNG, b: PNG, left: number, top: number): boolean {
  const grey = greyOf(a, left, top)
  return NEIGHBOURS.some((down) =>
    NEIGHBOURS.some((right) => Math.abs(grey - greyOf(b, left + right, top + down)) <= UNLIKE),
  )
}

/** The mean grey of a square, as far as it lies on the page. */
function greyOf({ data, width, height }: PNG, left: number, top: number): number {
  let sum = 0
  let dots = 0
  for (let y = Math.max(top, 0); y < Math.min(top + SQUARE, height); y++)
    for (let x = Math.max(left, 0); x < Math.min(left + SQUARE, width); x++, dots++)
      sum += data[(y * width + x) * 4] ?? 0
  return sum / dots
}

describe('A paper looks as it was approved', () => {
  it.each(Object.entries(PAPERS))('%s', async (name, document) => {
    const pictures = await picturesOf(name, document)
    const kept = existsSync(APPROVED)
      ? readdirSync(APPROVED).filter((file) => file.replace(/-\d+\.png$/, '') === name)
      : []
    if (isApproving) {
      mkdirSync(APPROVED, { recursive: true })
      for (const file of kept) rmSync(path.join(APPROVED, file))
      for (const [file, picture] of pictures) writeFileSync(path.join(APPROVED, file), picture)
      return
    }
    expect([...pictures.keys()]).toEqual(kept.sort())
    for (const [file, picture] of pictures)
      expect(differences(picture, readFileSync(path.join(APPROVED, file))), file).toEqual([])
  })

  it.each([
    ['a name', billView({ facts: { holderName: 'नमूना कुमार' } })],
    [
      'a line more',
      billView({
        terms: [
          { on: 1, loadW: 2000 },
          { on: 11, loadW: 3000 },
        ],
      }),
    ],
    ['one day', billView({ facts: { dailyWh: due.dailyWh.map((wh, day) => (day === 9 ? wattHours(0) : wh)) } })],
  ])('and not when %s is another', async (_, view) => {
    const [before, after] = await Promise.all([
      picturesOf('before', billOf([due])),
      picturesOf('after', billOf([view])),
    ])
    expect(differences([...before.values()][0] as Buffer, [...after.values()][0] as Buffer)).not.toEqual([])
  })
})
