import sharp from 'sharp'
import { qrSvg } from './qr-svg.ts'

const SIDE = 700

/** A QR as a picture for a chat: large enough to be scanned from another screen. */
export function qrPng(value: string): Promise<Buffer> {
  return sharp(Buffer.from(qrSvg(value, 'M')))
    .resize(SIDE, SIDE, { kernel: 'nearest' })
    .png()
    .toBuffer()
}
