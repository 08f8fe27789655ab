import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { LOCALES } from '#lib/units/locale.ts'
import { papersOf } from './test-papers.ts'
import { stopTypesetter, typeset } from './typeset.ts'
import type { PaperDocument } from './typeset-worker.ts'

/**
 * What PDF/UA-1 and PDF/A-2a ask for and a look at the file's objects can tell. Typst checks its side of both standards
 * when it writes; no validator that a machine could install by itself is known.
 */
const folder = mkdtempSync(path.join(os.tmpdir(), 'standards-'))

afterAll(async () => {
  await stopTypesetter()
  rmSync(folder, { recursive: true })
})

type Dictionary = Record<string, unknown>

/** A PDF as its objects: dictionaries with references followed on demand, and its XMP. */
async function objectsOf(document: PaperDocument) {
  const file = path.join(folder, 'paper.pdf')
  const pdf = Buffer.from(await typeset(document))
  writeFileSync(file, pdf)
  const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8', stdio: 'pipe' })
  const objects = JSON.parse(run('qpdf', '--json', '--json-key=qpdf', file)).qpdf[1] as Record<string, Dictionary>
  const follow = (value: unknown): unknown => {
    const found = typeof value === 'string' ? objects[`obj:${value}`] : undefined
    if (!found) return value
    return found.value ?? (found.stream as Dictionary).dict
  }
  const dictionaries = Object.keys(objects)
    .filter((key) => key.startsWith('obj:'))
    .map((key) => follow(key.slice(4)))
    .filter((value): value is Dictionary => typeof value === 'object' && value !== null && !Array.isArray(value))
  const trailer = objects.trailer?.value as Dictionary
  const text = pdf.toString('utf8')
  return {
    ...{ follow, dictionaries, trailer, catalog: follow(trailer['/Root']) as Dictionary },
    xmp: text.slice(text.indexOf('<x:xmpmeta'), text.indexOf('</x:xmpmeta>')),
    fonts: run('pdffonts', file).trim().split('\n').slice(2),
  }
}

const standards = LOCALES.flatMap((locale) => [
  { locale, standard: 'PDF/UA-1', isForArchive: false },
  { locale, standard: 'PDF/A-2a', isForArchive: true },
])

describe.each(standards)('$standard in $locale', ({ locale, isForArchive }) => {
  const papers = papersOf({ locale, isForArchive })
  it.each(Object.keys(papers))('%s', async (name) => {
    const { follow, dictionaries, trailer, catalog, xmp, fonts } = await objectsOf(papers[name] as PaperDocument)
    const tags = dictionaries.filter((one) => one['/Type'] === '/StructElem')
    expect(catalog['/Lang']).toBe(locale === 'hi' ? 'u:hi-IN' : 'u:en-IN')
    expect((follow(catalog['/MarkInfo']) as Dictionary)['/Marked']).toBe(true)
    expect(tags.map((tag) => tag['/S'])).toContain('/H1')
    expect(follow((follow(catalog['/StructTreeRoot']) as Dictionary)['/ParentTree'])).toBeTruthy()
    for (const figure of tags.filter((tag) => tag['/S'] === '/Figure')) expect(figure['/Alt']).toMatch(/^u:./)
    expect(xmp).toMatch(/<dc:title>.*099000042|<dc:title>.*R2611-000123/s)

    // Letters that are all there, and known by their Unicode.
    expect(fonts.length).toBeGreaterThan(0)
    for (const font of fonts) expect(font).toMatch(/ yes yes yes +\d+ +0$/)
    // Nothing that acts, hides or comes from elsewhere.
    expect(trailer).not.toHaveProperty('/Encrypt')
    for (const key of ['/OpenAction', '/AA', '/Names', '/AcroForm']) expect(catalog).not.toHaveProperty(key)
    expect(dictionaries.filter((one) => one['/S'] === '/JavaScript' || one['/S'] === '/Launch')).toEqual([])

    if (isForArchive) {
      expect(xmp).toMatch(/<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>A<\/pdfaid:conformance>/)
      const [intent] = follow(catalog['/OutputIntents']) as unknown[]
      expect(follow(intent)).toMatchObject({ '/S': '/GTS_PDFA1', '/DestOutputProfile': expect.any(String) })
      expect(trailer['/ID']).toHaveLength(2)
    } else {
      expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>')
      expect((follow(catalog['/ViewerPreferences']) as Dictionary)['/DisplayDocTitle']).toBe(true)
    }
  })
})
