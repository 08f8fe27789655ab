import type { Services } from '#lib/platform/services.ts'
import type { Ingested } from '../ingestion.ts'
import { takeLeftBehind } from './left-behind.ts'
import { stageFile, type Wire } from './stage-file.ts'
import { beingTaken, noteStaged, type Refusal, refuse, type StagedFile, takeStaged } from './take-staged.ts'

export type Received =
  | Ingested
  /** BROKEN: nothing was changed, and the reasons say why. BUSY: others are being taken, try again. */
  | Refusal
  | { ok: false; fault: 'BUSY' }

/** More at once would only wait for each other, with their files on the disk. */
const AT_ONCE = 4
// Routes are bundled apart; what they share stands on the process.
const held = globalThis as typeof globalThis & {
  filesBeingReceived?: number
  /** The end of the last file of each system and kind. */
  turns?: Map<string, Promise<unknown>>
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
  if ((held.filesBeingReceived ?? 0) >= AT_ONCE) return { ok: false, fault: 'BUSY' }
  held.filesBeingReceived = (held.filesBeingReceived ?? 0) + 1
  try {
    const file = await stageFile(wire, { largestBytes })
    if (!file.ok) return await refuse(services, staged, file.fault)
    noteStaged(services, file.path, staged)
    try {
      // What came before may be what this one corrects.
      return await afterThoseBefore(`${staged.source} ${staged.kind}`, async () => {
        await takeLeftBehind(services)
        return takeStaged(services, file.path, staged)
      })
    } finally {
      beingTaken().delete(file.path)
    }
  } finally {
    held.filesBeingReceived -= 1
  }
}

/** Works when the work before of the same name has ended, however it did. */
function afterThoseBefore<T>(name: string, work: () => Promise<T>): Promise<T> {
  held.turns ??= new Map()
  const turns = held.turns
  const mine = (turns.get(name) ?? Promise.resolve()).then(work)
  const ended = mine
    .catch(() => undefined)
    .then(() => {
      if (turns.get(name) === ended) turns.delete(name)
    })
  turns.set(name, ended)
  return mine
}
