import { createHash } from 'node:crypto'
import { Transform, type TransformCallback } from 'node:stream'

/** Passes bytes on, counting them and taking their SHA-256. Fails once there are more than `mostBytes`. */
export class ContentMeter extends Transform {
  bytes = 0
  #mostBytes: number
  #hash = createHash('sha256')

  constructor({ mostBytes = Number.POSITIVE_INFINITY } = {}) {
    super()
    this.#mostBytes = mostBytes
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length
    this.#hash.update(chunk)
    if (this.bytes > this.#mostBytes) done(new Error(`More than ${this.#mostBytes} bytes.`))
    else done(null, chunk)
  }

  /** Once, at the end: hex of the content together with what changes its meaning. */
  digest(meaning: unknown): string {
    return this.#hash.update(JSON.stringify(meaning)).digest('hex')
  }
}
