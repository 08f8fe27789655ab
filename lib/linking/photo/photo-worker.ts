import { parentPort } from 'node:worker_threads'
import { keepTo, NOBODY } from '#lib/platform/outbound.ts'
import type { BillLabels, PhotoReading } from './photo-facts.ts'
import { readPicture } from './read-picture.ts'

/**
 * The worker thread that reads photos, so that no other request waits for the seconds that it takes. It is run by Node
 * directly, never bundled. Of a photo only what was read leaves it.
 */
export type PhotoRequest = { id: number; bytes: Uint8Array; labels: BillLabels }
export type PhotoAnswer = { id: number; reading: PhotoReading } | { id: number; error: string }

// What a person sent is looked at here: whatever it does, it calls nobody.
keepTo(NOBODY)

parentPort?.on('message', ({ id, bytes, labels }: PhotoRequest) => {
  readPicture(bytes, labels).then(
    (reading) => parentPort?.postMessage({ id, reading } satisfies PhotoAnswer),
    // The kind of failure alone: its words might repeat what stands on the bill.
    (error) => parentPort?.postMessage({ id, error: (error as Error).name } satisfies PhotoAnswer),
  )
})
