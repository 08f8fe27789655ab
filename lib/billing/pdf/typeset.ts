import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { paperColours } from '#lib/platform/brand-colours.ts'
import { env } from '#lib/platform/env.ts'
import type { PaperDocument, TypesetAnswer, TypesetRequest } from './typeset-worker.ts'

/** Bills in hand at once. A bill takes about 40 ms, so the last one waits some two seconds; more is refused. */
const LONGEST_QUEUE = 50

/** Too many bills are being typeset; the request may be repeated in a moment. */
export class TypesetterIsBusy extends Error {}

type Waiting = { resolve: (pdf: Uint8Array<ArrayBuffer>) => void; reject: (error: Error) => void }

const waiting = new Map<number, Waiting>()
let worker: Worker | null = null
let lastId = 0

/**
 * Typesets what goes to paper (Typst, the templates of this folder): a bill as one A4 page or one strip a language, a
 * receipt, a statement; PDF/UA-1 or PDF/A-2a. Equal input gives equal bytes. Rejects with `TypesetterIsBusy` when the queue
 * is full, and with a plain error when the page cannot be made or the worker died; the next call starts another.
 */
export function typeset(document: PaperDocument): Promise<Uint8Array<ArrayBuffer>> {
  if (waiting.size >= LONGEST_QUEUE) return Promise.reject(new TypesetterIsBusy('Too many bills are being typeset.'))
  lastId += 1
  const id = lastId
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject })
    worker ??= startWorker()
    worker.ref()
    const { brandColour } = env()
    const colours = brandColour ? paperColours(brandColour) : null
    worker.postMessage({ id, document, colours } satisfies TypesetRequest)
  })
}

/** Ends the worker, failing what it has in hand. For tests and for the end of the process. */
export async function stopTypesetter(): Promise<void> {
  await worker?.terminate()
}

function startWorker(): Worker {
  // Node runs the file itself. The path is made at run time, because a bundler that saw it would try to bundle it; the
  // portal is always started from its own folder.
  const file = path.join(process.cwd(), ...['lib', 'billing', 'pdf', 'typeset-worker.ts'])
  const started = new Worker(/* turbopackIgnore: true */ file, { execArgv: [], name: 'typesetter' })
  started.unref()
  started.on('message', (answer: TypesetAnswer) => {
    const request = waiting.get(answer.id)
    waiting.delete(answer.id)
    // A process that has nothing else to do may end while the worker idles.
    if (waiting.size === 0) started.unref()
    if ('pdf' in answer) request?.resolve(answer.pdf)
    else request?.reject(new Error(answer.error))
  })
  // An error inside the worker is followed by its exit.
  started.on('error', (error) => giveUp(started, error))
  started.on('exit', (code) => giveUp(started, new Error(`The typesetter ended with code ${code}.`)))
  return started
}

function giveUp(ended: Worker, error: Error): void {
  if (worker !== ended) return
  worker = null
  for (const request of waiting.values()) request.reject(error)
  waiting.clear()
}
