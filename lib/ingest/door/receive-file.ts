import fs from 'node:fs'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { type IngestKind, ingestFile } from '../ingest-file.ts'
import type { Ingested } from '../ingestion.ts'
import { fileFault } from './file-faults.ts'
import { REASONS, type StageFault, stageFile, type Wire } from './stage-file.ts'

export type Received =
  | Ingested
  /** BROKEN: nothing was changed, and the reasons say why. BUSY: others are being taken, try again. */
  | { ok: false; fault: StageFault | 'BROKEN'; reasons: readonly string[] }
  | { ok: false; fault: 'BUSY' }

/** Of a file, unpacked. */
type Limits = { largestBytes: number; mostRows: number }

/** More at once would only wait for each other, with their files on the disk. */
const AT_ONCE = 4
// Routes are bundled apart; what they share stands on the process.
const held = globalThis as typeof globalThis & { filesBeingTaken?: number }

/**
 * Takes a file that a system of the utility sends: all of it is there, unpacked and readable to its end, before the
 * first row is stored. A row that is wrong is rejected and named; a file that is broken changes nothing. Whoever sent it
 * need not wait: what was staged is taken. Sent again, whole or after a death of the portal, it goes on where it was.
 */
export async function receiveFile(
  services: Services,
  input: { kind: IngestKind; source: string; wire: Wire; rowCount: number | null } & Limits,
): Promise<Received> {
  const { kind, source, wire, rowCount, largestBytes, mostRows } = input
  if ((held.filesBeingTaken ?? 0) >= AT_ONCE) return { ok: false, fault: 'BUSY' }
  held.filesBeingTaken = (held.filesBeingTaken ?? 0) + 1
  const actor: SystemActor = { kind: 'system', name: 'ingest' }
  const refuse = async (fault: StageFault | 'BROKEN', reasons: readonly string[]): Promise<Received> => {
    const detail = { kind, source, reason: fault }
    await recordAudit(services.db, actor, 'ingest.refused', { at: services.now(), detail })
    return { ok: false, fault, reasons }
  }
  try {
    const staged = await stageFile(wire, { largestBytes })
    if (!staged.ok) return await refuse(staged.fault, [REASONS[staged.fault]])
    try {
      const fault = await fileFault(staged.path, { kind, rowCount, mostRows })
      if (fault) return await refuse('BROKEN', [fault])
      const file = { kind, source: fs.createReadStream(staged.path), name: source }
      const taken = await ingestFile(services, actor, file)
      return taken.ok ? taken : await refuse('BROKEN', taken.reasons)
    } finally {
      fs.rmSync(staged.path, { force: true })
    }
  } finally {
    held.filesBeingTaken -= 1
  }
}
