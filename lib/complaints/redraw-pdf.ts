import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { MOST_FILE_BYTES, MOST_PDF_PAGES } from './file-limits.ts'
import type { RedrawAnswer, RedrawRequest } from './redraw-pdf-worker.ts'
import { stripJpegs } from './strip-jpegs.ts'

/** A scan of ten pages takes a tenth of a second. */
const MOST_MS = 10_000

let queue: Promise<unknown> = Promise.resolve()

/** Whether a file begins as a PDF does. */
export const isPdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 5)).equals(Buffer.from('%PDF-', 'latin1'))

/**
 * A PDF with the looks of the one given and nothing else of it: no script, link, form, file within or word about its author.
 * Refused where it is damaged, locked by a password, has more than ten pages, or takes more than ten seconds. One at a
 * time, each in a thread of its own that ends with it, so that a hostile one holds up nothing but other PDFs.
 */
export function redrawPdf(bytes: Uint8Array): Promise<RedrawAnswer> {
  const drawn = queue.then(() => redrawInThread(bytes))
  queue = drawn
  return drawn
}

function redrawInThread(bytes: Uint8Array): Promise<RedrawAnswer> {
  // The path is made at run time, because a bundler that saw it would try to bundle it.
  const file = path.join(process.cwd(), ...['lib', 'complaints', 'redraw-pdf-worker.ts'])
  const workerData: RedrawRequest = { bytes: new Uint8Array(bytes), mostPages: MOST_PDF_PAGES }
  const worker = new Worker(/* turbopackIgnore: true */ file, { execArgv: [], name: 'redraw a PDF', workerData })
  return new Promise<RedrawAnswer>((resolve) => {
    const refuse = () => resolve({ reason: 'NOT_A_FILE_WE_TAKE' })
    const timer = setTimeout(refuse, MOST_MS)
    worker.once('message', (answer: RedrawAnswer) => resolve('pdf' in answer ? withoutAuthors(answer.pdf) : answer))
    worker.once('error', refuse)
    worker.once('exit', () => {
      clearTimeout(timer)
      refuse()
    })
  }).finally(() => worker.terminate())
}

/** A photo that is packed twice could hide what it says about its author: such a PDF is refused, as is one that grew. */
function withoutAuthors(pdf: Uint8Array): RedrawAnswer {
  if (isPackedTwice(pdf) || pdf.length > 2 * MOST_FILE_BYTES) return { reason: 'NOT_A_FILE_WE_TAKE' }
  stripJpegs(pdf)
  return { pdf }
}

/**
 * How a stream is packed, as Typst writes it: in a few words. Without an end a photo could be made that takes hours to read.
 */
const PACKED_BY = /\/Filter\s{0,9}\[([^\]]{0,120})/g

/** Whether a photo of a PDF is packed in something else besides. */
export function isPackedTwice(pdf: Uint8Array): boolean {
  const lists = Buffer.from(pdf).toString('latin1').matchAll(PACKED_BY)
  return [...lists].some(([, names = '']) => names.indexOf('/DCTDecode') > names.indexOf('/'))
}
