import fs from 'node:fs'
import path from 'node:path'
import { logFault } from '#lib/platform/log.ts'
import { getJobServices, type Services } from '#lib/platform/services.ts'
import { incomingFolder } from './stage-file.ts'
import { beingTaken, readNote, refuse, removeStaged, type StagedNote, takeStaged } from './take-staged.ts'

const [AFTER_START_MS, LOOK_AGAIN_MS] = [5_000, 60_000]

/**
 * Takes the files that were staged to their end and not taken, in the order in which they came: the process died, or the
 * database did. Each portal has a data folder of its own, so nobody else has them in hand. One that fails stays for the
 * next round and holds up no other; its sender has had no answer. Returns how many were taken.
 */
export async function takeLeftBehind(services: Services): Promise<number> {
  let taken = 0
  // Those that came before may take long: meanwhile others take theirs, and whatever comes after it.
  const isGone = (file: string) => beingTaken().has(file) || !readNote(file)
  for (const { file, note } of leftBehind()) {
    if (isGone(file)) continue
    try {
      if (await isOvertaken(services, note)) {
        await refuse(services, note, 'OVERTAKEN')
        removeStaged(file)
        continue
      }
      // Another round may have begun with it meanwhile.
      if (isGone(file)) continue
      await takeStaged(services, file, note)
      taken += 1
    } catch (error) {
      logFault('STAGED_FILES', { kind: note.kind }, error)
    }
  }
  return taken
}

function leftBehind(): { file: string; note: StagedNote }[] {
  const folder = incomingFolder()
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder)
    .filter((name) => !name.includes('.'))
    .map((name) => path.join(folder, name))
    .flatMap((file) => {
      try {
        const note = readNote(file)
        return note ? [{ file, note }] : []
      } catch (error) {
        // Nobody knows what it is. It stays for the operator and holds up no other.
        logFault('STAGED_FILES', {}, error)
        return []
      }
    })
    .sort((a, b) => a.note.stagedAt.getTime() - b.note.stagedAt.getTime())
}

/** What the same system sent later may correct it, and must not be undone. */
async function isOvertaken({ db }: Services, { kind, source, stagedAt }: StagedNote): Promise<boolean> {
  const later = await db.ingestBatch.findFirst({
    where: {
      ...{ kind, source, finishedAt: { not: null } },
      OR: [{ stagedAt: { gt: stagedAt } }, { stagedAt: null, startedAt: { gt: stagedAt } }],
    },
    select: { id: true },
  })
  return later !== null
}

/** Looks for such files as long as this process runs. */
export function startLeftBehind(): void {
  const look = async () => {
    await takeLeftBehind(getJobServices()).catch((error) => logFault('STAGED_FILES', {}, error))
    // The process may end in between.
    setTimeout(look, LOOK_AGAIN_MS).unref()
  }
  setTimeout(look, AFTER_START_MS).unref()
}
