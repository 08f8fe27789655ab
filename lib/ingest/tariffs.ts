import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { saveTariffs } from '#lib/tariff/save-tariffs.ts'
import { parseTariffBook } from '#lib/tariff/tariff-book.ts'
import { isKeepableJson } from '#lib/units/clean-text.ts'
import type { Ingested, IngestOptions, NotIngested } from './ingestion.ts'
import { readJson } from './read-json.ts'

const MOST_BYTES = 5_000_000

/** Takes a JSON file of tariffs as a whole, or nothing of it. Columns cannot be renamed and dates not be moved. */
export async function ingestTariffs(
  services: Services,
  actor: SystemActor,
  { source, name, options }: { source: Readable; name: string; options: IngestOptions },
): Promise<Ingested | NotIngested> {
  if (options.map?.size || options.set?.size || options.shiftDays)
    return { ok: false, reasons: ['--map, --set and --shift-days are for tables, not for tariffs'] }
  const read = await readJson(source, { mostBytes: MOST_BYTES, meaning: { kind: 'tariffs' } })
  if (!read.ok) return read
  if (!isKeepableJson(read.json)) return { ok: false, reasons: ['the file has a character that is none'] }
  const parsed = parseTariffBook(read.json)
  if (!parsed.ok) return parsed
  const none = { accepted: 0, unchanged: 0, rejected: 0, errors: [], batch: null, isInterrupted: false }
  if (options.isDryRun) return { ok: true, ...none, accepted: 1 }

  const startedAt = services.now()
  const saved = await saveTariffs(services, actor, parsed.book)
  if (!saved.ok) return saved
  if (saved.changed.length === 0) return { ok: true, ...none, unchanged: 1 }
  const counts = { accepted: saved.changed.length }
  const batch = { id: randomUUID(), kind: 'tariffs', source: name, contentHash: read.contentHash }
  await services.db.ingestBatch.create({
    data: { ...batch, ...counts, startedAt, finishedAt: services.now() },
    select: { id: true },
  })
  return { ok: true, ...none, ...counts, batch: batch.id }
}
