import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { logFault } from '#lib/platform/log.ts'
import type { PhotoReading } from './photo-facts.ts'
import { billLabels } from './photo-labels.ts'
import type { PhotoAnswer, PhotoRequest } from './photo-worker.ts'

/** The photo in hand and those behind it; whoever comes after is asked to type. */
const LONGEST_QUEUE = 3
/** Of one photo, once it is in hand. */
const MOST_SECONDS = 20
/** Program and models hold some 150 MB: they go when nobody has needed them for a while. */
const IDLE_SECONDS = 5 * 60

export type PhotoResult = PhotoReading | { ok: false; reason: 'busy' | 'too-slow' | 'failed' }
type Waiting = { bytes: Uint8Array; mostSeconds: number; tell: (result: PhotoResult) => void }

const queue: Waiting[] = []
let worker: Worker | null = null
let timer: NodeJS.Timeout | undefined
let lastId = 0

/**
 * Reads a photo of a bill in a thread of its own, one at a time, in memory alone. Never rejects: a thread that fails or
 * takes too long is ended, and the next photo starts another. The first photo loads program and models.
 */
export function readPhoto(bytes: Uint8Array, mostSeconds = MOST_SECONDS): Promise<PhotoResult> {
  if (queue.length >= LONGEST_QUEUE) return Promise.resolve({ ok: false, reason: 'busy' })
  return new Promise((tell) => {
    queue.push({ bytes, mostSeconds, tell })
    if (queue.length === 1) takeNext()
  })
}

/** Ends the thread and what it has in hand. For tests and for the end of the process. */
export async function stopPhotoReader(): Promise<void> {
  clearTimeout(timer)
  await worker?.terminate()
}

function takeNext(): void {
  clearTimeout(timer)
  const next = queue[0]
  if (!next) {
    // A process that has nothing else to do may end while the thread idles.
    worker?.unref()
    timer = setTimeout(() => void worker?.terminate(), IDLE_SECONDS * 1_000)
    timer.unref()
    return
  }
  worker ??= startWorker()
  worker.ref()
  lastId += 1
  const { bytes, mostSeconds } = next
  worker.postMessage({ id: lastId, bytes, labels: billLabels() } satisfies PhotoRequest)
  const current = worker
  timer = setTimeout(() => giveUp(current, 'too-slow'), mostSeconds * 1_000)
}

function finish(result: PhotoResult): void {
  queue.shift()?.tell(result)
  takeNext()
}

function startWorker(): Worker {
  // Node runs the file itself. The path is made at run time, because a bundler that saw it would try to bundle it; the
  // portal is always started from its own folder.
  const file = path.join(process.cwd(), ...['lib', 'linking', 'photo', 'photo-worker.ts'])
  const started = new Worker(/* turbopackIgnore: true */ file, { execArgv: [], name: 'bill photos' })
  started.on('message', (answer: PhotoAnswer) => {
    if (worker !== started || answer.id !== lastId) return
    if ('error' in answer) logFault('PHOTO', {}, Object.assign(new Error(), { name: answer.error }))
    finish('error' in answer ? { ok: false, reason: 'failed' } : answer.reading)
  })
  // An error inside the thread is followed by its exit.
  started.on('error', () => giveUp(started, 'failed'))
  started.on('exit', () => giveUp(started, 'failed'))
  return started
}

/** Ends a thread, and the photo that it has in hand. */
function giveUp(ended: Worker, reason: 'too-slow' | 'failed'): void {
  if (worker !== ended) return
  worker = null
  void ended.terminate()
  if (queue.length > 0) finish({ ok: false, reason })
}
