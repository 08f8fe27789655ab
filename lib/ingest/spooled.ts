import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * Puts a stream into a file of its own, which only this account can read, for work that reads it more than once: looked
 * through to its end before anything is written, a broken file changes nothing. The file is gone when the work has ended.
 */
export async function spooled<T>(source: Readable, through: Transform, work: (file: string) => Promise<T>): Promise<T> {
  const folder = await fs.promises.mkdtemp(path.join(os.tmpdir(), 'ingest-'))
  try {
    const file = path.join(folder, 'content')
    await pipeline(source, through, fs.createWriteStream(file, { mode: 0o600 }))
    return await work(file)
  } finally {
    await fs.promises.rm(folder, { recursive: true, force: true })
  }
}
