import os from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { TypesetAnswer, TypesetRequest } from '#lib/billing/pdf/typeset-worker.ts'
import { differentBill, documentOf, localeOf } from './different-bill.ts'
import { rounded } from './table.ts'

const MEGABYTE = 2 ** 20
const MEMORY_LOOKS = 5
/** One bill in work and one that waits, so that no worker idles while the next bill is made. */
const IN_HAND = 2

/**
 * A month's bills at once: a typesetting thread for each core, each bill another. Tells bills a second and the process's
 * memory after each fifth of them.
 */
export async function batch(bills: number) {
  const workers = Array.from({ length: os.availableParallelism() }, startWorker)
  const memoryMb: Record<string, number> = {}
  const startedAt = performance.now()
  let begun = 0
  let done = 0
  await new Promise<void>((resolve, reject) => {
    const give = (worker: Worker) => {
      if (begun === bills) return
      const index = begun++
      const document = documentOf(differentBill(index), localeOf(index))
      worker.postMessage({ id: index, document, colours: null } satisfies TypesetRequest)
    }
    for (const worker of workers) {
      worker.on('error', reject)
      worker.on('message', (answer: TypesetAnswer) => {
        if ('error' in answer) return reject(new Error(answer.error))
        done += 1
        if (done % Math.ceil(bills / MEMORY_LOOKS) === 0 || done === bills)
          memoryMb[done] = Math.round(process.memoryUsage().rss / MEGABYTE)
        if (done === bills) resolve()
        else give(worker)
      })
      for (let held = 0; held < IN_HAND; held++) give(worker)
    }
  })
  const seconds = (performance.now() - startedAt) / 1_000
  await Promise.all(workers.map((worker) => worker.terminate()))
  return { bills, workers: workers.length, perSecond: rounded(bills / seconds, 1), memoryMb }
}

function startWorker(): Worker {
  const file = path.join(import.meta.dirname, '..', 'lib', 'billing', 'pdf', 'typeset-worker.ts')
  return new Worker(file, { execArgv: [], name: 'typesetter' })
}
