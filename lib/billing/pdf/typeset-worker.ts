import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { PrintablePamphlet } from '#lib/pamphlets/printable-pamphlet.ts'
import type { PaperColours } from '#lib/platform/brand-colours.ts'
import { keepTo, NOBODY } from '#lib/platform/outbound.ts'
import type { Breakdown, PrintableBill } from './printable-bill.ts'
import type { PrintableReceipt } from './printable-receipt.ts'
import type { PrintableStatement } from './printable-statement.ts'

/**
 * The worker thread that typesets: Typst runs natively and would hold up every other request for its 40 ms. It is run by
 * Node directly, never bundled, so it imports nothing but packages, types and what keeps it from calling anybody.
 */
/** `colours` are of the utility's brand; null for the portal's own. */
export type TypesetRequest = { id: number; document: PaperDocument; colours: PaperColours | null }
export type PaperDocument = BillDocument | SimpleDocument
/** A bill on paper: a sheet for each language. */
export type BillDocument = {
  sheets: Sheet[]
  form: PaperForm
  /** For the archive PDF/A-2a, to keep its looks for decades; else PDF/UA-1, for every reader. */
  isForArchive: boolean
}
/** `payQr` and `portalQr` are SVG. */
export type Sheet = { bill: PrintableBill; payQr: string | null; portalQr: string }
/** A page of A4, or a strip of 80 mm; of a pamphlet, half an A4. */
export type PaperForm = 'a4' | 'a5' | 'slip'
/** What is laid out as it comes, on as many pages as it needs: a template of this folder and what it prints. */
export type SimpleDocument = { form: PaperForm; isForArchive: boolean } & (
  | { template: 'receipt'; page: PrintableReceipt }
  | { template: 'statement'; page: PrintableStatement }
  | { template: 'pamphlet'; page: PrintablePamphlet }
)
export type TypesetAnswer = { id: number; pdf: Uint8Array<ArrayBuffer> } | { id: number; error: string }

const FOLDER = import.meta.dirname
const DENSEST = 3
/**
 * Typst keeps what it laid out: a thousand bills held 4 GB. A sweep looks at everything that is kept, which takes a tenth
 * of a bill's time, so every fifth bill sweeps, and what no bill used since the sweep before goes.
 */
const SWEPT_EVERY_BILLS = 5
const SWEEPS_OUTLIVED = 1
let billsSet = 0
/** Of a process it never changes. */
let brandOfPaper: PaperColours | null = null

const require = createRequire(import.meta.url)
const fonts = ['400Regular', '500Medium', '600SemiBold', '700Bold'].map((weight) =>
  readFileSync(require.resolve(`@expo-google-fonts/noto-sans-devanagari/${weight}/NotoSansDevanagari_${weight}.ttf`)),
)
const compiler = NodeCompiler.create({ workspace: FOLDER, fontArgs: [{ fontBlobs: fonts }] })

/** `annex`: the lines that no page holds, on pages after it. */
type SetSheet = Sheet & { density: number; annex?: Breakdown }
type Fitted = { sheet: SetSheet; pdf: Buffer }

function typeset(document: PaperDocument): Uint8Array<ArrayBuffer> {
  if ('template' in document) return new Uint8Array(simplePdf(document))
  const { sheets, form } = document
  // A strip is as long as it needs to be.
  if (form === 'slip')
    return new Uint8Array(
      pdfOf(
        sheets.map((sheet) => ({ ...sheet, density: 0 })),
        document,
      ),
    )
  const fitted = sheets.map((sheet) => onOnePage(sheet, document) ?? withAnnex(sheet, document))
  const [only] = fitted
  if (only && fitted.length === 1) return new Uint8Array(only.pdf)
  return new Uint8Array(
    pdfOf(
      fitted.map(({ sheet }) => sheet),
      document,
    ),
  )
}

/** Sets a bill as loosely as one page allows; what adds least is left out before it is said not to fit: null. */
function onOnePage(sheet: Sheet, document: BillDocument): Fitted | null {
  for (let density = firstDensity(sheet.bill); density <= DENSEST; density++) {
    const set = { ...sheet, density }
    const pdf = pdfOf([set], document)
    if (pageCount(pdf) === 1) return { sheet: set, pdf }
  }
  const shorter = withLess(sheet.bill)
  return shorter && onOnePage({ ...sheet, bill: shorter }, document)
}

/** One page that is whole but for the lines, which follow it: a bill of the utility's own may have a hundred. */
function withAnnex(sheet: Sheet, document: BillDocument): Fitted {
  const { breakdown, documentTitle } = sheet.bill
  const front = onOnePage({ ...sheet, bill: { ...sheet.bill, breakdown: { ...breakdown, lines: [] } } }, document)
  if (!front) throw new Error(`The bill does not fit one page: ${documentTitle}`)
  const set = { ...front.sheet, annex: breakdown }
  return { sheet: set, pdf: pdfOf([set], document) }
}

function withLess(bill: PrintableBill): PrintableBill | null {
  const { notices, days, payments } = bill
  if (notices.items.length > 1) return { ...bill, notices: { ...notices, items: notices.items.slice(0, -1) } }
  if (days) return { ...bill, days: null }
  if (notices.items.length > 0) return { ...bill, notices: { ...notices, items: [] } }
  if (payments.rows.length > 1) return { ...bill, payments: { ...payments, rows: payments.rows.slice(0, 1) } }
  return null
}

/** Devanagari reads best with more room around it; a provisional bill has more to say. */
const firstDensity = ({ language, pay }: PrintableBill) => (language === 'hi' ? 0 : 1) + (pay.estimate ? 1 : 0)

/** What the bill's own font has. Others would come from whatever fonts a machine happens to have, or from none. */
const NOT_IN_FONT =
  /[^\u0020-\u007e\u00a0\u00a3\u00a7\u00ab\u00b0\u00b7\u00bb\u00c0-\u00ff\u0900-\u097f\u200b-\u200d\u2010\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20b9\u2212\u25cc]/gu

/** A name in another script is printed with question marks: PDF/UA would refuse the page, and a bill must come. */
const inFont = (_: string, value: unknown) => (typeof value === 'string' ? value.replace(NOT_IN_FONT, '?') : value)

function pdfOf(sheets: SetSheet[], { form, isForArchive }: Omit<BillDocument, 'sheets'>): Buffer {
  const { bill } = sheets[0] as SetSheet
  return compile('bill', { sheets: JSON.stringify(sheets, inFont), form }, { ...bill, isForArchive })
}

function simplePdf({ template, page, form, isForArchive }: SimpleDocument): Buffer {
  return compile(template, { page: JSON.stringify(page, inFont), form }, { ...page, isForArchive })
}

type Made = { documentTitle: string; issuedAtSeconds: number; isForArchive: boolean }

// The PDF comes straight from the source: a compiled document's handle would stay in memory until garbage collection.
function compile(template: string, inputs: Record<string, string>, { documentTitle, ...made }: Made): Buffer {
  const pdfStandard = made.isForArchive ? 'a-2a' : 'ua-1'
  try {
    const brand = JSON.stringify(brandOfPaper ?? {})
    const source = { mainFilePath: path.join(FOLDER, `${template}.typ`), inputs: { ...inputs, brand } }
    return compiler.pdf(source, { pdfStandard, creationTimestamp: made.issuedAtSeconds })
  } catch (error) {
    throw new Error(`Typst refused ${documentTitle}: ${reasonsOf(error)}`)
  }
}

/** The compiler throws errors without a message; what went wrong stands in their code. */
function reasonsOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string }
  return message || code || String(error)
}

function pageCount(pdf: Buffer): number {
  const tree = /\/Type \/Pages\s+\/Count (\d+)/.exec(pdf.toString('latin1'))
  if (!tree) throw new Error('A PDF without a page tree.')
  return Number(tree[1])
}

// It only computes, and calls nobody.
keepTo(NOBODY)

parentPort?.on('message', ({ id, document, colours }: TypesetRequest) => {
  brandOfPaper = colours
  try {
    const pdf = typeset(document)
    parentPort?.postMessage({ id, pdf } satisfies TypesetAnswer, [pdf.buffer])
  } catch (error) {
    parentPort?.postMessage({ id, error: (error as Error).message } satisfies TypesetAnswer)
  } finally {
    billsSet += 1
    if (billsSet % SWEPT_EVERY_BILLS === 0) compiler.evictCache(SWEEPS_OUTLIVED)
  }
})
