import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { printablePamphletOf } from '#lib/pamphlets/printable-pamphlet.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { demoSettings } from './test-bill-views.ts'
import { NOW, papersOf } from './test-papers.ts'
import { inOrder, type Tag, tagsOf } from './test-tags.ts'
import { stopTypesetter, typeset } from './typeset.ts'
import type { PaperDocument, PaperForm } from './typeset-worker.ts'

/** What a reader of screens makes of each paper: its tree of tags, walked from the first to the last. */
const folder = mkdtempSync(path.join(os.tmpdir(), 'reading-order-'))

afterAll(async () => {
  await stopTypesetter()
  rmSync(folder, { recursive: true })
})

const QR = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h1v1h-1z" fill="#000"/></svg>'
const place = { code: '234567', name: { hi: 'नमूना चौक', en: 'Sample Square' } }

/** Of a place there is one sheet, in both languages. */
const sheet = (form: PaperForm): PaperDocument => ({
  ...{ template: 'pamphlet', form, isForArchive: false },
  page: printablePamphletOf(place as Parameters<typeof printablePamphletOf>[0], demoSettings(), { now: NOW, qr: QR }),
})
const PAPERS = LOCALES.flatMap((locale) =>
  Object.entries({
    ...papersOf({ locale }),
    ...(locale === 'hi' && { pamphlet: sheet('a5'), poster: sheet('a4') }),
  }).map(([name, document]) => ({ locale, name, document })),
)

async function written(document: PaperDocument): Promise<string> {
  const file = path.join(folder, 'paper.pdf')
  writeFileSync(file, await typeset(document))
  return file
}
const kindsOf = (tags: readonly Tag[]) => tags.map(({ kind }) => kind)

describe.each(PAPERS)('$name in $locale', ({ locale, document }) => {
  it('is read in the order in which it is laid out, under headings that skip no level', async () => {
    const { root, languages } = tagsOf(await written(document))
    const tags = inOrder(root)
    const levels = kindsOf(tags)
      .flatMap((kind) => /^H([1-6])$/.exec(kind)?.[1] ?? [])
      .map(Number)
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    for (const [index, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1)
    // Pieces are numbered as the page draws them: whoever walks the tree never goes back.
    const pieces = tags.flatMap((tag) => tag.pieces)
    const pages = [...new Set(pieces.map(({ page }) => page))]
    expect(pieces.length).toBeGreaterThan(10)
    for (const page of pages) {
      const walked = pieces.filter((piece) => piece.page === page).map(({ at }) => at)
      expect(walked).toEqual(walked.toSorted((a, b) => a - b))
      expect(new Set(walked).size).toBe(walked.length)
    }
    expect(pieces.map(({ page }) => pages.indexOf(page))).toEqual(
      pieces.map(({ page }) => pages.indexOf(page)).toSorted((a, b) => a - b),
    )
    for (const figure of tags.filter(({ kind }) => kind === 'Figure')) expect(figure.alt.length).toBeGreaterThan(10)
    // Words in the letters of the other language; the catalog names the document's own once.
    const other = languages.filter((language) => !language.startsWith(locale))
    expect(other.length).toBeGreaterThan(locale === 'hi' ? 3 : 1)
  })

  it('has tables whose cells all know their heads', async () => {
    const { root } = tagsOf(await written(document))
    for (const table of inOrder(root).filter(({ kind }) => kind === 'Table')) {
      expect(kindsOf(table.within).filter((kind) => kind !== 'TFoot')).toEqual(['THead', 'TBody'])
      const cells = table.within.flatMap(({ within: rows }) => rows.flatMap(({ within }) => within))
      const heads = cells.filter(({ kind }) => kind === 'TH')
      expect(heads.length).toBeGreaterThan(1)
      for (const head of heads) expect(head.table.scope).toBe('Column')
      const ids = heads.map(({ table: { id } }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const cell of cells.filter(({ kind }) => kind === 'TD')) {
        expect(cell.table.heads.length).toBeGreaterThan(0)
        expect(ids).toEqual(expect.arrayContaining(cell.table.heads))
      }
    }
  })
})

it.each(['bill a4', 'bill slip'])(
  '%s says in one order in both languages who, what to pay, why and where to turn',
  async (name) => {
    const bill = async (locale: Locale) => written(papersOf({ locale })[name] as PaperDocument)
    const english = await bill('en')
    const outline = kindsOf(inOrder(tagsOf(english).root)).filter((kind) => /^(H\d|Table|Figure)$/.test(kind))
    const text = execFileSync('pdfinfo', ['-struct-text', english], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const said = [
      'Consumer',
      'Consumer no.',
      'What to pay',
      '₹1,080',
      'How the amount came about',
      'Meter readings',
      'Last payments',
      'Where to complain',
      'genuine',
    ]
    const places = said.map((words) => text.indexOf(words))
    expect(places, text).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(kindsOf(inOrder(tagsOf(await bill('hi')).root)).filter((kind) => /^(H\d|Table|Figure)$/.test(kind))).toEqual(
      outline,
    )
  },
)
