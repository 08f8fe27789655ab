import sharp from 'sharp'
import type { AuditActor } from '#lib/audit/record-audit.ts'
import { scanFile } from '#lib/files/scan-file.ts'
import { isPicture, MOST_PIXELS } from '#lib/platform/pictures.ts'
import type { Services } from '#lib/platform/services.ts'
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
  /** A virus was found, or the scanner, where there is one, did not answer. */
  | 'FILE_INFECTED'
  | 'FILE_NOT_SCANNED'
  /** No more is kept of one person (lib/complaints/file-quota.ts). */
  | 'FILES_FULL'

/** Sharp enough to read a meter or a bill. */
const LONGEST_SIDE = 2_000

type Checked = { ok: true; file: CheckedFile } | { ok: false; reason: FileRefusal }

/** Scans and checks the files that came with a form of `actor`; what is wrong with any of them is told once. */
export async function checkFiles(
  services: Pick<Services, 'db' | 'now'>,
  actor: AuditActor,
  uploads: readonly Buffer[],
): Promise<{ files: CheckedFile[]; reasons: FileRefusal[] }> {
  const checked = await Promise.all(
    uploads.map(async (bytes): Promise<Checked> => {
      // What is too large is looked at by nobody.
      const scan = bytes.length > MOST_FILE_BYTES ? 'CLEAN' : await scanFile(services, actor, bytes)
      return scan === 'CLEAN' ? checkFile(bytes) : { ok: false, reason: `FILE_${scan}` }
    }),
  )
  const files = checked.flatMap((one) => (one.ok ? [one.file] : []))
  const reasons = new Set(checked.flatMap((one) => (one.ok ? [] : [one.reason])))
  return { files, reasons: [...reasons] }
}

/**
 * A file as it is kept. A photo (JPEG, PNG, WebP): upright, at most 2,000 dots long, as JPEG without any metadata. A PDF: the
 * looks of its pages. What it is, its content says and not its name.
 */
export async function checkFile(bytes: Buffer): Promise<Checked> {
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
