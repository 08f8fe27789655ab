import type { Services } from '#lib/platform/services.ts'
import type { Ingested } from '../ingestion.ts'
import { takeLeftBehind, takeLeftBehindOf } from './left-behind.ts'
import { stageFile, type Wire } from './stage-file.ts'
import { beingTaken, noteStaged, type Refusal, refuse, type StagedFile, takeStaged } from './take-staged.ts'
import { inTurnOf } from './turns.ts'

export type Received =
  | Ingested
  /** BROKEN: nothing was changed, and the reasons say why. BUSY: others are being taken, try again. */
  | Refusal
  | { ok: false; fault: 'BUSY' }

/** More at once would only wait for each other, with their files on the disk. */
const AT_ONCE = 4
// Routes are bundled apart; what they share stands on the process.
const held = globalThis as typeof globalThis & {
  portalFilesReceived?: number
}

/**
 * Takes a file that a system of the utility sends: all of it is there, unpacked and readable to its end, before the
 * first row is stored. A row that is wrong is rejected and named; a file that is broken changes nothing. Whoever sent it
 * need not wait: what was staged is taken, also after a death of the portal in between. Files of one kind from one system
 * are taken in the order in which they came to their end.
 */
export async function receiveFile(
  services: Services,
  { wire, largestBytes, ...staged }: StagedFile & { wire: Wire; largestBytes: number },
): Promise<Received> {
  if ((held.portalFilesReceived ?? 0) >= AT_ONCE) return { ok: false, fault: 'BUSY' }
  held.portalFilesReceived = (held.portalFilesReceived ?? 0) + 1
  try {
    const file = await stageFile(wire, { largestBytes })
    if (!file.ok) return await refuse(services, staged, file.fault)
    noteStaged(services, file.path, staged)
    try {
      await takeLeftBehind(services)
      return await inTurnOf(staged, async () => {
        // What came before may be what this one corrects.
        await takeLeftBehindOf(services, staged)
        return takeStaged(services, file.path, staged)
      })
    } finally {
      beingTaken().delete(file.path)
    }
  } finally {
    held.portalFilesReceived -= 1
  }
}
