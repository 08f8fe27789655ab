import fs from 'node:fs'
import path from 'node:path'
import { isPassing } from '#lib/platform/errors.ts'
import { logFault } from '#lib/platform/log.ts'
import { checkReadiness } from '#lib/platform/readiness.ts'
import { getFileServices, type Services } from '#lib/platform/services.ts'
import { incomingFolder } from './stage-file.ts'
import {
  beingTaken,
  countTry,
  putAside,
  readNote,
  refuse,
  removeStaged,
  type StagedFile,
  type StagedNote,
  takeStaged,
} from './take-staged.ts'
import { inTurnOf, isTurnTaken } from './turns.ts'

const LOOK_AGAIN_MS = 5_000
/** A file that a round has failed with rests for a minute, for it may be long; so do those behind it. */
const REST_ROUNDS = 12
/** Those that the rounds since the last whole one have failed with, each said once. */
const failed = new Set<string>()

/** So often a file may fail for a reason of its own; a database that is away counts as none. */
const MOST_TRIES = 10

/**
 * Takes the files that were staged to their end and not taken, in the order in which they came and each in its system's
 * turn: the process died, or the database did. Each portal has a data folder of its own, so nobody else has them in hand.
 * One that fails stays for a later round and holds up no other system's; its sender has had no answer. Returns how many
 * were taken. While `resting`, those that a round has failed with are left alone, and what their system sent after them,
 * which would overtake them.
 */
export async function takeLeftBehind(services: Services, { resting = false } = {}): Promise<number> {
  let taken = 0
  if (!resting) failed.clear()
  const all = leftBehind()
  const rests = (one: StagedNote) =>
    resting && all.some(({ file, note }) => failed.has(file) && note.source === one.source && note.kind === one.kind)
  for (const { file, note } of all.filter(({ note }) => !rests(note))) {
    // Whoever has that turn takes what lies there first; nobody else's file waits for it here.
    if (isTurnTaken(note)) continue
    if (await inTurnOf(note, () => takeOne(services, file, note))) taken += 1
  }
  return taken
}

/** The same of one system's files of a kind, for whoever has their turn. */
export async function takeLeftBehindOf(
  services: Services,
  { source, kind }: Pick<StagedFile, 'source' | 'kind'>,
): Promise<void> {
  for (const { file, note } of leftBehind())
    if (note.source === source && note.kind === kind) await takeOne(services, file, note)
}

/** Takes a file, unless others have it in hand or have taken it meanwhile: those before may have taken long. */
async function takeOne(services: Services, file: string, note: StagedNote): Promise<boolean> {
  const isGone = () => beingTaken().has(file) || !readNote(file)
  if (isGone()) return false
  try {
    if (await isOvertaken(services, note)) {
      await refuse(services, note, 'OVERTAKEN')
      removeStaged(file)
      return false
    }
    // Another round may have begun with it meanwhile.
    if (isGone()) return false
    await takeStaged(services, file, note)
    return true
  } catch (error) {
    failed.add(file)
    logFault('STAGED_FILES', { kind: note.kind }, error)
    if (!isPassing(error) && countTry(file) >= MOST_TRIES) await giveUp(services, file, note)
    return false
  }
}

/** Puts a file aside, with its note, where an operator finds it: it would fail for ever, a minute apart. */
async function giveUp(services: Services, file: string, note: StagedNote): Promise<void> {
  putAside(file)
  logFault('STAGED_FILE_GIVEN_UP', { kind: note.kind, file: path.basename(file) })
  await refuse(services, note, 'GIVEN_UP').catch((error) => logFault('STAGED_FILES', { kind: note.kind }, error))
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
        if (!failed.has(file)) logFault('STAGED_FILES', {}, error)
        failed.add(file)
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

/** Looks for such files as long as this process runs; while the database is away, a try would only fail. */
export function startLeftBehind(): void {
  let round = 0
  const look = async () => {
    round += 1
    const resting = round % REST_ROUNDS !== 0
    try {
      const isWanted = !resting || leftBehind().length > 0
      if (isWanted && (await checkReadiness(getFileServices)).ok) await takeLeftBehind(getFileServices(), { resting })
    } catch (error) {
      logFault('STAGED_FILES', {}, error)
    }
    // The process may end in between.
    setTimeout(look, LOOK_AGAIN_MS).unref()
  }
  setTimeout(look, LOOK_AGAIN_MS).unref()
}
