import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { env } from '#lib/platform/env.ts'
import { MAX_RECORD_BYTES } from '../csv-rows.ts'

const LINE_FEED = 0x0a
/** Tables of readings pack to a twentieth, nothing honest to less than a two-hundredth. */
const MOST_RATIO = 200
/** Below this many bytes a ratio says nothing. */
const RATIO_FROM_BYTES = 1_000_000
/** The reader refuses a row of half of it, but only once the whole file is there. */
const LONGEST_LINE_BYTES = 2 * MAX_RECORD_BYTES
const LEFT_BEHIND_MS = 86_400_000

export type Staged = { path: string; bytes: number }
export type StageFault = 'TOO_LARGE' | 'BOMB' | 'LONG_LINE' | 'NOT_GZIP' | 'CUT_SHORT' | 'OTHER_DIGEST'
/** For whoever sent the file. */
export const REASONS: Record<StageFault, string> = {
  TOO_LARGE: 'The file is larger than may be sent at once.',
  BOMB: 'The file unpacks to more than 200 times its size.',
  LONG_LINE: 'The file has a line that is longer than any row can be.',
  NOT_GZIP: 'The file is not packed as Content-Encoding says.',
  CUT_SHORT: 'The file did not come to its end.',
  OTHER_DIGEST: 'The file is not what Content-Digest says.',
}

export type Wire = {
  body: AsyncIterable<Uint8Array> | null
  isGzip: boolean
  /** A table's lines are rows, of which none is long; JSON may be one line. */
  isTable: boolean
  /** Bytes that the sender announced, as they come; null where it did not. */
  length: number | null
  /** SHA-256 of the bytes as they come, in base64; null where the sender gave none. */
  sha256: string | null
}

export const incomingFolder = (): string => path.join(env().dataDir, 'incoming')
/** Where files lie that failed each time; an operator looks through them and removes them. */
export const asideFolder = (): string => path.join(env().dataDir, 'incoming-given-up')
/** Where it stands what a staged file is; a file without was never whole. */
export const noteOf = (file: string): string => `${file}.json`

/**
 * Writes what comes to a file, unpacked, before any of it is looked at: what is cut short, larger than allowed, packed
 * beyond reason or not what its sender meant changes nothing. Memory stays the same however large it is. The caller
 * removes the file.
 */
export async function stageFile(
  wire: Wire,
  { largestBytes }: { largestBytes: number },
): Promise<({ ok: true } & Staged) | { ok: false; fault: StageFault }> {
  const folder = incomingFolder()
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  removeLeftBehind(folder)
  const file = path.join(folder, randomUUID())
  const [hash, seen] = [createHash('sha256'), { wire: 0, file: 0 }]
  const onWire = counting((chunk) => {
    seen.wire += chunk.length
    hash.update(chunk)
    return seen.wire > largestBytes ? new StageError('TOO_LARGE') : null
  })
  const lineOf = lineLength()
  const inFile = counting((chunk) => {
    seen.file += chunk.length
    if (seen.file > largestBytes) return new StageError('TOO_LARGE')
    const isBomb = seen.file > RATIO_FROM_BYTES && seen.file > seen.wire * MOST_RATIO
    if (isBomb) return new StageError('BOMB')
    return wire.isTable && lineOf(chunk) > LONGEST_LINE_BYTES ? new StageError('LONG_LINE') : null
  })
  try {
    const source = Readable.from(wire.body ?? [])
    const out = fs.createWriteStream(file, { mode: 0o600 })
    if (wire.isGzip) await pipeline(source, onWire, createGunzip(), inFile, out)
    else await pipeline(source, onWire, inFile, out)
    if (wire.length !== null && wire.length !== seen.wire) throw new StageError('CUT_SHORT')
    if (wire.sha256 !== null && wire.sha256 !== hash.digest('base64')) throw new StageError('OTHER_DIGEST')
    return { ok: true, path: file, bytes: seen.file }
  } catch (error) {
    fs.rmSync(file, { force: true })
    const fault = faultOf(error)
    if (!fault) throw error
    return { ok: false, fault }
  }
}

/** Bytes of the line that a chunk goes on with: what is long within one chunk is left to the reader. */
function lineLength(): (chunk: Buffer) => number {
  let open = 0
  return (chunk) => {
    const first = chunk.indexOf(LINE_FEED)
    const length = open + (first < 0 ? chunk.length : first)
    open = first < 0 ? length : chunk.length - chunk.lastIndexOf(LINE_FEED) - 1
    return length
  }
}

class StageError extends Error {
  readonly fault: StageFault
  constructor(fault: StageFault) {
    super(fault)
    this.fault = fault
  }
}

function faultOf(error: unknown): StageFault | null {
  if (error instanceof StageError) return error.fault
  const { code = '', name = '' } = (error ?? {}) as { code?: string; name?: string }
  if (code === 'Z_BUF_ERROR' || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') return 'CUT_SHORT'
  if (name === 'AbortError') return 'CUT_SHORT'
  return code.startsWith('Z_') ? 'NOT_GZIP' : null
}

function counting(check: (chunk: Buffer) => Error | null): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const wrong = check(chunk)
      if (wrong) done(wrong)
      else done(null, chunk)
    },
  })
}

/** What a process that was killed has left half. A file that is whole waits for its turn, however long. */
function removeLeftBehind(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name)
    const staged = path.join(folder, name.split('.')[0] ?? name)
    if (fs.existsSync(staged) && fs.existsSync(noteOf(staged))) continue
    const { mtimeMs } = fs.statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: Number.POSITIVE_INFINITY }
    if (Date.now() - mtimeMs > LEFT_BEHIND_MS) fs.rmSync(file, { force: true })
  }
}
