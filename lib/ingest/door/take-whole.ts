import fs from 'node:fs'
import type { SystemActor } from '#lib/identity/actor.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { type IngestKind, ingestFile } from '../ingest-file.ts'
import type { Ingested, IngestOptions, NotIngested } from '../ingestion.ts'
import { fileFault } from './file-faults.ts'

/** Who takes in files, as the audit names it. */
export const INGEST_ACTOR: SystemActor = { kind: 'system', name: 'ingest' }

/**
 * Takes a file that stands on the disk to its end, whichever way it came there; one that cannot be read to its end, has too
 * many rows or not those that its sender announced changes nothing.
 */
export async function takeWhole(
  services: Services,
  file: string,
  given: { kind: IngestKind; name: string; rowCount: number | null; options: IngestOptions },
): Promise<Ingested | NotIngested> {
  const { kind, name, rowCount, options } = given
  const fault = await fileFault(file, { kind, rowCount, mostRows: env().ingest.mostRows })
  if (fault) return { ok: false, reasons: [fault] }
  return ingestFile(services, INGEST_ACTOR, { kind, source: fs.createReadStream(file), name, options })
}
