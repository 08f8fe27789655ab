import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { ROOT } from './run-program.ts'

/** What two decoders by different authors read from a picture. They must agree before anything is believed. */
export async function decodeQr(png: Buffer): Promise<{ jsqr: string | null; zxing: string | null }> {
  const { data, width, height } = PNG.sync.read(png)
  const jsqr = jsQR(new Uint8ClampedArray(data), width, height)?.data ?? null
  await prepared()
  const [found] = await readBarcodes(new Uint8Array(png), { formats: ['QRCode'], tryHarder: true })
  return { jsqr, zxing: found?.text ?? null }
}

/** Of a page at 200 dots an inch: everything above the foot with the portal's QR, and the foot. */
const ABOVE_FOOT = ['-x', '0', '-y', '0', '-W', '1654', '-H', '2040']
const FOOT = ['-x', '0', '-y', '2040', '-W', '1654', '-H', '299']

let preparing: Promise<unknown> | undefined

/** The module would fetch its program from the network: it is given the copy in its own package, once. */
function prepared(): Promise<unknown> {
  const wasm = path.join(ROOT, 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm')
  preparing ??= prepareZXingModule({
    overrides: { wasmBinary: fs.readFileSync(wasm).buffer as ArrayBuffer },
    fireImmediately: true,
  })
  return preparing
}

/** A bill's first page as two pictures, `page` without its foot and the foot alone, and all its text, by Poppler. */
export function readPdf(pdf: Buffer): { page: Buffer; foot: Buffer; text: string } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-pdf-'))
  try {
    const file = path.join(folder, 'bill.pdf')
    fs.writeFileSync(file, pdf)
    execFileSync('qpdf', ['--check', file], { stdio: 'ignore' })
    const picture = (name: string, part: string[]) => {
      execFileSync('pdftoppm', ['-png', '-r', '200', ...part, '-singlefile', file, path.join(folder, name)])
      return fs.readFileSync(path.join(folder, `${name}.png`))
    }
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    return { page: picture('page', ABOVE_FOOT), foot: picture('foot', FOOT), text }
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}
