import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Services } from '#lib/platform/services.ts'
import { INGEST_KINDS } from '../ingest-file.ts'
import type { Ingested } from '../ingestion.ts'
import { RejectedRows } from './rejected-rows.ts'
import { asideFolder, noteOf, REASONS, type StageFault } from './stage-file.ts'
import { INGEST_ACTOR, takeWhole } from './take-whole.ts'

/** What a staged file is; written beside it, so that whoever finds it after a death of the process knows. */
const note = z.object({
  kind: z.enum(INGEST_KINDS),
  source: z.string(),
  rowCount: z.number().nullable(),
  stagedAt: z.coerce.date(),
  /** How often it has failed for a reason of its own. */
  tries: z.number().optional(),
})
export type StagedNote = z.infer<typeof note>
export type StagedFile = Omit<StagedNote, 'stagedAt' | 'tries'>

/**
 * OVERTAKEN: the same system's later file of this kind was taken first, and may correct what this one says. GIVEN_UP: it
 * failed each time that it was tried, and lies aside.
 */
type Fault = StageFault | 'BROKEN' | 'OVERTAKEN' | 'GIVEN_UP'
export type Refusal = { ok: false; fault: StageFault | 'BROKEN'; reasons: readonly string[] }

// Routes are bundled apart; what they share stands on the process.
const held = globalThis as typeof globalThis & { portalStagedFiles?: Set<string> }
/** Paths of the staged files that this process has in hand. */
export function beingTaken(): Set<string> {
  held.portalStagedFiles ??= new Set()
  return held.portalStagedFiles
}

/** Notes what a file is once it is whole: from here on it is taken, also after a death of the process. */
export function noteStaged({ now }: Pick<Services, 'now'>, file: string, staged: StagedFile): void {
  beingTaken().add(file)
  writeNote(file, { ...staged, stagedAt: now() })
}

/**
 * Takes a file that stands on the disk to its end, or says what is wrong with it, and removes it. It stays where the
 * database fails or the process dies, with a note of what it is, and is found there (`left-behind.ts`).
 */
export async function takeStaged(services: Services, file: string, staged: StagedFile): Promise<Ingested | Refusal> {
  const { kind, source, rowCount } = staged
  beingTaken().add(file)
  try {
    const { stagedAt } = readNote(file) ?? writeNote(file, { ...staged, stagedAt: services.now() })
    const rejected = new RejectedRows()
    const options = { stagedAt, onRejected: rejected.add }
    const taken = await takeWhole(services, file, { kind, name: source, rowCount, options })
    const answer = taken.ok ? taken : await refuse(services, staged, 'BROKEN', taken.reasons)
    if (taken.ok) await rejected.keep(services, taken)
    removeStaged(file)
    return answer
  } finally {
    beingTaken().delete(file)
  }
}

export async function refuse<F extends Fault>(
  { db, now }: Services,
  { kind, source }: Pick<StagedFile, 'kind' | 'source'>,
  fault: F,
  said?: readonly string[],
): Promise<{ ok: false; fault: F; reasons: readonly string[] }> {
  const reasons = said ?? (Object.hasOwn(REASONS, fault) ? [REASONS[fault as StageFault]] : [])
  await recordAudit(db, INGEST_ACTOR, 'ingest.refused', { at: now(), detail: { kind, source, reason: fault } })
  return { ok: false, fault, reasons }
}

export function removeStaged(file: string): void {
  for (const done of [file, noteOf(file)]) fs.rmSync(done, { force: true })
}

/** Counts a try that failed. Returns how many there were. */
export function countTry(file: string): number {
  const known = readNote(file)
  return known ? (writeNote(file, { ...known, tries: (known.tries ?? 0) + 1 }).tries ?? 0) : 0
}

/** Moves a file with its note to the folder of those that nobody tries any more. */
export function putAside(file: string): void {
  const folder = asideFolder()
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const moved of [file, noteOf(file)]) fs.renameSync(moved, path.join(folder, path.basename(moved)))
}

function writeNote(file: string, staged: StagedNote): StagedNote {
  const aside = `${noteOf(file)}.part`
  fs.writeFileSync(aside, JSON.stringify(staged), { mode: 0o600 })
  fs.renameSync(aside, noteOf(file))
  return staged
}

/** Null for a file that was never whole. Throws where its note cannot be read. */
export function readNote(file: string): StagedNote | null {
  if (!fs.existsSync(noteOf(file))) return null
  return note.parse(JSON.parse(fs.readFileSync(noteOf(file), 'utf8')))
}
