import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import { type Grey, greyOf, rawOf } from './grey.ts'

/** A code and where its head points to, in degrees clockwise from upright. */
export type FoundCode = { text: string; turnedDegrees: number; isSquare: boolean }

/** Longest sides to look at, in dots: what is blurred or noisy reads better small, what is far off large. */
const SIDES = [1_400, 2_900, 900]
const FORMATS = ['QRCode', 'Code128', 'Code39', 'ITF', 'DataMatrix', 'PDF417'] as const
const OPTIONS = { formats: [...FORMATS], tryHarder: true, tryRotate: true, tryInvert: false } satisfies ReaderOptions

let isPrepared = false

/** Without this the module would fetch its program from the network: it is given the copy in its own package. */
async function prepare(): Promise<void> {
  if (isPrepared) return
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
  isPrepared = true
}

/** The codes of a picture, looked for at several sizes until one `isEnough`. */
export async function readCodes(grey: Grey, isEnough: (codes: FoundCode[]) => boolean): Promise<FoundCode[]> {
  await prepare()
  const found: FoundCode[] = []
  for (const side of SIDES) {
    const fit = { width: side, height: side, fit: 'inside', withoutEnlargement: true } as const
    found.push(...(await codesOf(await greyOf(rawOf(grey).resize(fit)))))
    if (isEnough(found)) break
  }
  return found
}

async function codesOf({ data, width, height }: Grey): Promise<FoundCode[]> {
  const rgba = new Uint8ClampedArray(width * height * 4)
  for (let dot = 0; dot < data.length; dot++) rgba.fill(data[dot] as number, dot * 4, dot * 4 + 3)
  for (let dot = 3; dot < rgba.length; dot += 4) rgba[dot] = 255
  const picture = { data: rgba, width, height, colorSpace: 'srgb' } as ImageData
  const results = await readBarcodes(picture, OPTIONS)
  return results
    .filter(({ isValid }) => isValid)
    .map(({ text, format, position: { topLeft, topRight } }) => ({
      text,
      turnedDegrees: (Math.atan2(topRight.y - topLeft.y, topRight.x - topLeft.x) * 180) / Math.PI,
      isSquare: format === 'QRCode',
    }))
}
