import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { qrSvg } from '#components/bills/qr-svg.ts'
import { checkPath } from '#lib/billing/authentic/bill-stamp.ts'
import { billQrLink } from '#lib/billing/bill-qr-link.ts'
import { billView, demoSettings, printed } from '#lib/billing/pdf/test-bill-views.ts'
import { typeset } from '#lib/billing/pdf/typeset.ts'
import { chance } from '#lib/platform/test-random.ts'
import type { Locale } from '#lib/units/locale.ts'

/** A bill on paper, and what stands on it. */
export type PaperBill = { consumerNo: string; meterNo: string; amount: string; page: Buffer }

/** What befalls a bill between the printer and the portal; nothing of it for a scan of the whole page. */
export type Mishap = {
  /** The part of the page that is in the picture, each side as a share of the page. */
  cropped?: { left: number; top: number; width: number; height: number }
  /** Clockwise. */
  turnedDegrees?: number
  /** As if looked at from the side: how far each axis leans. */
  leaning?: { x: number; y: number }
  /** On a table, with so much of it around, as a share of the page's width. */
  tableShare?: number
  /** The picture's width in dots. */
  width?: number
  blurDots?: number
  /** Brightest white of 255. */
  white?: number
  /** Mean size of the noise, of 255. */
  noise?: number
  jpegQuality?: number
}

/** An invented home's bill as the portal prints it on A4, as a picture of 200 dots an inch. `seed` says whose. */
export async function paperBill(seed: number, locale: Locale): Promise<PaperBill> {
  const next = chance(seed + 1)
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(next() * 10)).join('')
  const [consumerNo, meterNo] = [`1000${digits(8)}`, `JB${digits(6)}`]
  const dayWh = 6_500 + Math.floor(next() * 6_000)
  const facts = {
    ...{ consumerNo, meterSerialNo: meterNo, billNo: `2603-${consumerNo}`, paymentReference: `PHOTO${seed}` },
    ...{ holderName: `नमूना ${seed}`, address: `${seed}, नमूना नगर, राँची 834001` },
  }
  const view = billView({ dayWh, facts })
  const { upi, discom } = demoSettings()
  const link = billQrLink(view, { ...upi, discom: discom.shortName }, locale)
  const portalQr = qrSvg(`https://khata.example${checkPath(view)}`, 'M')
  const sheet = { bill: printed(view, locale), payQr: link && qrSvg(link), portalQr }
  const pdf = await typeset({ sheets: [sheet], form: 'a4', isForArchive: false })
  const amount = `${view.payableByDuePaise / 100n}.${String(view.payableByDuePaise % 100n).padStart(2, '0')}`
  return { consumerNo, meterNo, amount, page: pageOf(Buffer.from(pdf)) }
}

/** A PDF's first page as a picture of 200 dots an inch, by Poppler. */
export function pageOf(pdf: Buffer): Buffer {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-photo-'))
  try {
    const file = path.join(folder, 'bill.pdf')
    fs.writeFileSync(file, pdf)
    execFileSync('pdftoppm', ['-png', '-r', '200', '-singlefile', file, path.join(folder, 'bill')])
    return fs.readFileSync(path.join(folder, 'bill.png'))
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

const TABLE = '#8a7a66'

/** A photo of a page after a mishap, as JPEG. */
export async function photoOf(page: Buffer, mishap: Mishap = {}, seed = 1): Promise<Buffer> {
  const { cropped, turnedDegrees = 0, leaning, tableShare = 0, jpegQuality = 85 } = mishap
  let picture = await cut(page, cropped)
  if (tableShare > 0) {
    const { width = 0 } = await sharp(picture).metadata()
    const all = Math.round(width * tableShare)
    picture = await sharp(picture)
      .extend({ left: all, right: all, top: all, bottom: all, background: TABLE })
      .png()
      .toBuffer()
  }
  if (leaning) {
    const matrix: [[number, number], [number, number]] = [
      [1, leaning.x],
      [leaning.y, 1],
    ]
    picture = await sharp(picture).affine(matrix, { background: TABLE }).png().toBuffer()
  }
  if (turnedDegrees) picture = await sharp(picture).rotate(turnedDegrees, { background: TABLE }).png().toBuffer()
  return sharp(await lit(picture, mishap, seed))
    .jpeg({ quality: jpegQuality })
    .toBuffer()
}

async function cut(page: Buffer, cropped: Mishap['cropped']): Promise<Buffer> {
  if (!cropped) return page
  const { width = 0, height = 0 } = await sharp(page).metadata()
  const part = {
    left: Math.round(width * cropped.left),
    top: Math.round(height * cropped.top),
    width: Math.round(width * cropped.width),
    height: Math.round(height * cropped.height),
  }
  return sharp(page).extract(part).png().toBuffer()
}

async function lit(
  picture: Buffer,
  { width, blurDots, white = 255, noise = 0 }: Mishap,
  seed: number,
): Promise<Buffer> {
  let shot = sharp(picture).flatten({ background: '#ffffff' }).greyscale()
  if (width) shot = shot.resize({ width })
  if (blurDots) shot = shot.blur(blurDots)
  const { data, info } = await shot.raw().toBuffer({ resolveWithObject: true })
  const next = chance(seed)
  for (let dot = 0; dot < data.length; dot++) {
    const grain = noise && (next() + next() + next() - 1.5) * 2 * noise
    data[dot] = Math.max(0, Math.min(255, ((data[dot] as number) * white) / 255 + grain))
  }
  const { width: across, height, channels } = info
  return sharp(data, { raw: { width: across, height, channels } })
    .png()
    .toBuffer()
}
