import fs from 'node:fs/promises'
import path from 'node:path'
import { env } from '#lib/platform/env.ts'
import { keyedHashes, sameBytes } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'

/** An erasure is written within seconds of the instant that it bears. */
const LOOK_BACK_MS = 3_600_000

/** The ids of people that a list names: `own` those that a secret of ours signed, and how many lines none did. */
export type ErasureList = { own: Set<string>; strange: number }

/**
 * Writes who was erased into a file outside the database, since a backup brings back whom it knew (threat T29;
 * `replayErasures` reads it). A line holds when, the person's random id and a signature, nothing else. It is only ever added
 * to: a database that was restored knows less than the list. Without the file, in a new process and under a new secret all
 * that the audit knows is written; then what is new.
 */
export function erasureKeeper(file: () => string = () => env().erasuresFile) {
  let newest: Date | null = null
  return async ({ db }: Pick<Services, 'db'>): Promise<void> => {
    const known = await textOf(file())
    const from = newest && known !== null ? new Date(+newest - LOOK_BACK_MS) : new Date(0)
    const erased = await db.$queryRaw<{ at: Date; person: string }[]>`
      select "at", "detail" ->> 'person' as "person" from "AuditEntry"
       where "action" = 'person.erased' and "at" >= ${from} order by "at", "id"`
    const written = signedIn(known ?? '', 'by the first')
    const lines = erased.flatMap(({ at, person }) => (written.own.has(person) ? [] : [lineOf(at, person)]))
    if (lines.length > 0) {
      // A line that a crash cut short ends here.
      const isCut = known !== null && known !== '' && !known.endsWith('\n')
      await append(file(), `${isCut ? '\n' : ''}${lines.join('')}`)
    }
    newest = erased.at(-1)?.at ?? newest
  }
}

/** What a list names; null where there is no such file. */
export async function readErasures(file: string): Promise<ErasureList | null> {
  const text = await textOf(file)
  return text === null ? null : signedIn(text, 'by any')
}

function signedIn(text: string, signed: 'by the first' | 'by any'): ErasureList {
  const list: ErasureList = { own: new Set(), strange: 0 }
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const [at = '', person = '', signature = ''] = line.trim().split(' ')
    const ours = signaturesOf(at, person).slice(0, signed === 'by the first' ? 1 : undefined)
    if (ours.some((one) => sameBytes(one, Buffer.from(signature, 'base64url')))) list.own.add(person)
    else list.strange++
  }
  return list
}

function lineOf(at: Date, person: string): string {
  const instant = at.toISOString()
  return `${instant} ${person} ${signaturesOf(instant, person)[0]?.toString('base64url')}\n`
}

/** Under each current secret: whoever could only write the file erases nobody by it. */
const signaturesOf = (at: string, person: string) => keyedHashes('erasure', `${at} ${person}`)

async function textOf(file: string): Promise<string | null> {
  try {
    return await fs.readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function append(file: string, text: string): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true })
  const opened = await fs.open(file, 'a', 0o600)
  try {
    await opened.writeFile(text)
    await opened.sync()
  } finally {
    await opened.close()
  }
}
