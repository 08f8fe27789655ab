import fs from 'node:fs'
import { REASONS, stageFile } from './stage-file.ts'

/** The two bytes that every gzip file begins with (RFC 1952). */
const GZIP = [0x1f, 0x8b]

/**
 * A file on the disk as it can be read: itself, or unpacked beside those that come through the door; within their limits.
 * `remove` takes away what was unpacked. Throws with a sentence for the reader where it is too large or cannot be unpacked.
 */
export async function unpackFile(
  file: string,
  { largestBytes }: { largestBytes: number },
): Promise<{ path: string; remove: () => void }> {
  if (!isGzip(file)) {
    if (fs.statSync(file).size > largestBytes) throw new Error(REASONS.TOO_LARGE)
    return { path: file, remove: () => undefined }
  }
  const wire = { body: fs.createReadStream(file), isGzip: true, isTable: false, length: null, sha256: null }
  const staged = await stageFile(wire, { largestBytes })
  if (!staged.ok) throw new Error(REASONS[staged.fault])
  return { path: staged.path, remove: () => fs.rmSync(staged.path, { force: true }) }
}

function isGzip(file: string): boolean {
  const opened = fs.openSync(file, 'r')
  try {
    const start = Buffer.alloc(GZIP.length)
    fs.readSync(opened, start)
    return start.equals(Buffer.from(GZIP))
  } finally {
    fs.closeSync(opened)
  }
}
