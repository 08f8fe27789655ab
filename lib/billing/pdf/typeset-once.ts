import { createHash } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { LRUCache } from 'lru-cache'
import { typeset } from './typeset.ts'
import type { PaperDocument } from './typeset-worker.ts'

type Pdf = Uint8Array<ArrayBuffer>

/** Some hundred bills, for as long as somebody opens, shares and prints one. */
const KEPT = { megabytes: 32, minutes: 10 }

/** `nowMs` may have any beginning. */
export function typesetsOnce({ megabytes, minutes }: typeof KEPT, nowMs = () => performance.now()) {
  const papers = new LRUCache<string, Pdf, { document: PaperDocument }>({
    maxSize: Math.round(megabytes * 1_000_000),
    sizeCalculation: (pdf) => pdf.byteLength,
    ttl: minutes * 60_000,
    ...{ perf: { now: nowMs }, ttlResolution: 0 },
    fetchMethod: (_key, _kept, { context }) => typeset(context.document),
    // One that has grown old keeps its place while it is set anew, and others may push it out meanwhile: whoever asked gets it.
    ignoreFetchAbort: true,
  })
  return async (document: PaperDocument): Promise<Pdf> => {
    const key = createHash('sha256').update(JSON.stringify(document)).digest('base64')
    return papers.forceFetch(key, { context: { document } })
  }
}

/**
 * What `typeset` gives, from memory where the very same paper was asked for of late; those who ask at once wait for one. The
 * paper's whole content is its key, so a payment or a correction makes another, and nobody gets what is not theirs.
 */
export const typesetOnce = typesetsOnce(KEPT)
