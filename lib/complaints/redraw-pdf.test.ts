import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { checkFile } from './check-file.ts'
import { MOST_FILE_BYTES, MOST_PDF_PAGES } from './file-limits.ts'
import { isPackedTwice } from './redraw-pdf.ts'
import { stripJpegs } from './strip-jpegs.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'papers-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

/** A PDF from Typst's own language; files beside it by name. */
function pdf(text: string, files: Record<string, Buffer> = {}): Buffer {
  const compiler = NodeCompiler.create({ workspace: folder })
  for (const [name, bytes] of Object.entries(files)) compiler.mapShadow(path.join(folder, name), bytes)
  return Buffer.from(compiler.pdf({ mainFileContent: text }))
}

/** A PDF as somebody writes it by hand, with an object more than the page needs. */
function handWritten({ catalog = '', more = '', content = '', page = '' }: Record<string, string>): Buffer {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R ${page} >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ...(more ? [more] : []),
  ]
  let text = '%PDF-1.7\n'
  const offsets = objects.map((object, index) => {
    const at = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const xref = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  return Buffer.from(
    `${text}${xref}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF`,
  )
}

async function kept(bytes: Buffer): Promise<Buffer> {
  const checked = await checkFile(bytes)
  if (!checked.ok) throw new Error(checked.reason)
  expect(checked.file.contentType).toBe('application/pdf')
  return checked.file.bytes
}

/** What independent readers see in it: words, and everything unpacked. */
function read(bytes: Buffer): { words: string; unpacked: string; pages: number } {
  const file = path.join(folder, 'kept.pdf')
  fs.writeFileSync(file, bytes)
  const run = (program: string, args: string[]) =>
    spawnSync(program, args, { encoding: 'latin1', maxBuffer: 1 << 26 }).stdout
  return {
    words: run('pdftotext', [file, '-']),
    unpacked: run('qpdf', ['--qdf', '--object-streams=disable', '--stream-data=uncompress', file, '-']),
    pages: Number(/Pages:\s+(\d+)/.exec(run('pdfinfo', [file]))?.[1]),
  }
}

test('a PDF keeps the looks of its pages, and loses its author, title and links', async () => {
  const given = pdf(`#set document(title: "A secret title", author: "Somebody Secret")
    First page, #link("https://evil.invalid")[press here]
    #pagebreak()
    Second page`)
  const { words, unpacked, pages } = read(await kept(given))
  expect(words).toContain('First page, press here')
  expect(words).toContain('Second page')
  expect(pages).toBe(2)
  expect(unpacked).not.toMatch(/secret|evil\.invalid|\/URI/i)
})

test('scripts, forms and files within are left behind', async () => {
  const content = '0 0 200 100 re f'
  const parts: Record<string, string>[] = [
    { catalog: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>' },
    { catalog: '/AcroForm << /Fields [5 0 R] >>', more: '<< /FT /Tx /T (field) /V (hidden words) >>' },
    {
      page: '/Annots [5 0 R]',
      more: '<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (virus.exe) >> >>',
    },
    {
      catalog: '/Names << /EmbeddedFiles << /Names [(virus.exe) 5 0 R] >> >>',
      more: '<< /Type /Filespec /F (virus.exe) >>',
    },
  ]
  for (const part of parts) {
    const { unpacked } = read(await kept(handWritten({ content, ...part })))
    expect(unpacked).not.toMatch(/JavaScript|alert|hidden words|virus|Launch|AcroForm|EmbeddedFile/)
    expect(unpacked).toContain('200 100 re')
  }
})

test('a scan loses what the camera wrote into its photo, and shows it still', async () => {
  const exif = { IFD0: { Artist: 'Somebody Secret' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '23/1 20/1 0/1' } }
  const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#336699' } })
    .jpeg()
    .withExif(exif)
    .toBuffer()
  expect(photo.includes('Somebody Secret')).toBe(true)
  const given = pdf('#set page(width: auto, height: auto, margin: 0pt)\n#image("photo.jpg")', { 'photo.jpg': photo })
  expect(given.includes('Somebody Secret')).toBe(true)
  const bytes = await kept(given)
  expect(bytes.includes('Somebody Secret')).toBe(false)
  const file = path.join(folder, 'scan.pdf')
  fs.writeFileSync(file, bytes)
  spawnSync('pdftoppm', ['-png', '-r', '72', file, path.join(folder, 'scan')])
  const drawn = fs.readdirSync(folder).find((name) => /^scan.*\.png$/.test(name)) ?? ''
  const { dominant } = await sharp(path.join(folder, drawn)).stats()
  expect(dominant.b).toBeGreaterThan(dominant.r)
})

test('what is no PDF, is locked, too long or too large is refused, and nothing crashes', async () => {
  const refused = async (bytes: Buffer) => {
    const checked = await checkFile(bytes)
    return checked.ok ? 'taken' : checked.reason
  }
  const good = pdf('A page')
  expect(await refused(Buffer.from('%PDF-1.7 and nothing more'))).toBe('NOT_A_FILE_WE_TAKE')
  expect(await refused(good.subarray(0, 300))).toBe('NOT_A_FILE_WE_TAKE')
  expect(await refused(Buffer.concat([good, Buffer.alloc(MOST_FILE_BYTES)]))).toBe('TOO_BIG')
  const pages = (count: number) =>
    pdf(Array.from({ length: count }, (_, page) => `Page ${page}`).join('\n#pagebreak()\n'))
  expect(await refused(pages(MOST_PDF_PAGES))).toBe('taken')
  expect(await refused(pages(MOST_PDF_PAGES + 1))).toBe('TOO_MANY_PAGES')
  const [open, locked] = ['open.pdf', 'locked.pdf'].map((name) => path.join(folder, name)) as [string, string]
  fs.writeFileSync(open, good)
  spawnSync('qpdf', ['--encrypt', 'secret', 'secret', '256', '--', open, locked])
  expect(await refused(fs.readFileSync(locked))).toBe('NOT_A_FILE_WE_TAKE')
  // A page that draws itself again and again.
  const endless = handWritten({
    content: '/Again Do',
    page: '/Resources << /XObject << /Again 5 0 R >> >>',
    more: '<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 9 /Resources << /XObject << /Again 5 0 R >> >> >>\nstream\n/Again Do\nendstream',
  })
  expect(['taken', 'NOT_A_FILE_WE_TAKE']).toContain(await refused(endless))
  expect(await refused(good)).toBe('taken')
})

test('a photo that is packed twice is told from one that is packed once', () => {
  const packed = (list: string) => isPackedTwice(Buffer.from(`<< /Subtype /Image /Filter ${list} >>`))
  for (const list of ['[/FlateDecode /DCTDecode]', '[/FlateDecode/DCTDecode]', '[ /A85 /FlateDecode /DCTDecode ]'])
    expect(packed(list), list).toBe(true)
  for (const list of ['/DCTDecode', '[/DCTDecode]', '[ /DCTDecode /FlateDecode]', '[/FlateDecode] /Next [/DCTDecode]'])
    expect(packed(list), list).toBe(false)
})

test('five megabytes of what only looks like photos and lists are read in a moment', () => {
  const full = (unit: Buffer) => Buffer.alloc(5_000_000, unit)
  const began = performance.now()
  expect(isPackedTwice(full(Buffer.from('/Filter[/e')))).toBe(false)
  // Each start leads on to the next, to the end of the file.
  stripJpegs(full(Buffer.from([0xff, 0xd8, 0xff, 0xe2, 0x00, 0x06, 0x00, 0x00])))
  // Before there was an end to them, hours.
  expect(performance.now() - began).toBeLessThan(10_000)
})
