import fs from 'node:fs'
import path from 'node:path'
import { oneLine } from '#lib/platform/errors.ts'
import { getServices, type Services } from '#lib/platform/services.ts'
import { incomingFolder } from './stage-file.ts'
import { beingTaken, readNote, takeStaged } from './take-staged.ts'

const [AFTER_START_MS, LOOK_AGAIN_MS] = [5_000, 60_000]

/**
 * Takes the files that were staged to their end and not taken: the process died, or the database did. Each portal has a
 * data folder of its own, so nobody else has them in hand. Returns how many there were.
 */
export async function takeLeftBehind(services: Services): Promise<number> {
  const folder = incomingFolder()
  if (!fs.existsSync(folder)) return 0
  let taken = 0
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name)
    if (name.includes('.') || beingTaken().has(file)) continue
    const staged = readNote(file)
    if (!staged) continue
    await takeStaged(services, file, staged)
    taken += 1
  }
  return taken
}

/** Looks for such files as long as this process runs. */
export function startLeftBehind(): void {
  const look = async () => {
    await takeLeftBehind(getServices()).catch((error) => console.error(`Staged files: ${oneLine(error)}`))
    // The process may end in between.
    setTimeout(look, LOOK_AGAIN_MS).unref()
  }
  setTimeout(look, AFTER_START_MS).unref()
}
