import sharp from 'sharp'
import { isPicture, MOST_PIXELS } from '#lib/platform/pictures.ts'
import { MOST_FILE_BYTES } from './file-limits.ts'
import { isPdf, redrawPdf } from './redraw-pdf.ts'

/** A photo or PDF that was drawn anew, so that nothing is left of what it said about device, place and author. */
export type CheckedFile = { contentType: 'image/jpeg' | 'application/pdf'; bytes: Buffer }
export type FileRefusal =
  | 'TOO_BIG'
  | 'NOT_A_FILE_WE_TAKE'
  | 'TOO_MANY_PIXELS'
  | 'TOO_MANY_PAGES'
  | 'TOO_MANY_FILES'
  /** No more is kept of one person (lib/complaints/file-quota.ts). */
  | 'FILES_FULL'

/** Sharp enough to read a meter or a bill. */
const LONGEST_SIDE = 2_000

/** Checks the files that came with a form; what is wrong with any of them is told once. */
export async function checkFiles(
  uploads: readonly Buffer[],
): Promise<{ files: CheckedFile[]; reasons: FileRefusal[] }> {
  const checked = await Promise.all(uploads.map(checkFile))
  const files = checked.flatMap((one) => (one.ok ? [one.file] : []))
  const reasons = new Set(checked.flatMap((one) => (one.ok ? [] : [one.reason])))
  return { files, reasons: [...reasons] }
}

/**
 * A file as it is kept. A photo (JPEG, PNG, WebP): upright, at most 2,000 dots long, as JPEG without any metadata. A PDF: the
 * looks of its pages. What it is, its content says and not its name.
 */
export async function checkFile(
  bytes: Buffer,
): Promise<{ ok: true; file: CheckedFile } | { ok: false; reason: FileRefusal }> {
  if (bytes.length > MOST_FILE_BYTES) return { ok: false, reason: 'TOO_BIG' }
  if (isPdf(bytes)) {
    const drawn = await redrawPdf(bytes)
    return 'pdf' in drawn
      ? { ok: true, file: { contentType: 'application/pdf', bytes: Buffer.from(drawn.pdf) } }
      : { ok: false, reason: drawn.reason }
  }
  if (!isPicture(bytes)) return { ok: false, reason: 'NOT_A_FILE_WE_TAKE' }
  try {
    const picture = sharp(bytes, { limitInputPixels: false, failOn: 'error' })
    const { width, height } = await picture.metadata()
    if (width * height > MOST_PIXELS) return { ok: false, reason: 'TOO_MANY_PIXELS' }
    const drawn = await picture
      .autoOrient()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80 })
      .toBuffer()
    return { ok: true, file: { contentType: 'image/jpeg', bytes: drawn } }
  } catch {
    return { ok: false, reason: 'NOT_A_FILE_WE_TAKE' }
  }
}
