import fs from 'node:fs'
import type { Readable } from 'node:stream'
import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf } from '#lib/units/ist.ts'
import { BatchWriter, type Tally } from './batch-writer.ts'
import { ContentMeter } from './content-meter.ts'
import { ERRORS_REPORTED, type Ingested, type IngestOptions, type NotIngested } from './ingestion.ts'
import { type JsonItem, jsonItems, UnreadableJson } from './json-items.ts'
import { MeterDataBatch } from './meter-data-batch.ts'
import { spooled } from './spooled.ts'
import { UNUSED_WRITER, type UnusedRow } from './unused-store.ts'

const MOST_UNUSED_PATHS = 500

/**
 * Takes India Energy Stack MeterData 0.6: an array of profiles, one profile, or one after the other. The file is looked
 * through to its end first, so one that is no JSON changes nothing; then its profiles are read one at a time. `--set
 * subdivision=NAME` says where its customers belong, which the format does not.
 */
export async function ingestMeterData(
  services: Services,
  actor: SystemActor,
  { source, name, options }: { source: Readable; name: string; options: IngestOptions },
): Promise<Ingested | NotIngested> {
  const { map, set, shiftDays = 0, isDryRun = false } = options
  if (map?.size || [...(set?.keys() ?? [])].some((column) => column !== 'subdivision'))
    return { ok: false, reasons: ['--map is for tables; --set knows subdivision alone'] }
  const meter = new ContentMeter()
  return spooled(source, meter, async (file) => {
    const broken = await brokenAt(file)
    if (broken) return broken
    await options.onHeader?.(['profile'])
    const now = services.now()
    const context = { now, today: dayOf(now), shiftDays, isDryRun }
    const writer = new BatchWriter<UnusedRow>(services, actor, UNUSED_WRITER, {
      ...{ ...context, kind: 'meter-data', source: name },
    })
    const batch = new MeterDataBatch(services, writer, { ...context, source: name }, set?.get('subdivision'))
    const sum: Tally = { accepted: 0, unchanged: 0, rejected: 0 }
    const errors: Ingested['errors'] = []
    let bytes = 0
    const flush = async () => {
      const stored = await batch.store()
      sum.accepted += stored.accepted
      sum.unchanged += stored.unchanged
      sum.rejected += stored.rejected.length
      for (const rejected of stored.rejected) {
        if (errors.length < ERRORS_REPORTED) errors.push({ line: rejected.line, reason: rejected.reason })
        await options.onRejected?.(rejected)
      }
      options.onProgress?.({ bytes, rows: sum.accepted + sum.unchanged + sum.rejected })
    }
    for await (const item of jsonItems(fs.createReadStream(file))) {
      await batch.read(item)
      bytes += Buffer.byteLength(item.text)
      if (batch.isFull) await flush()
      if (options.signal?.aborted) break
    }
    await flush()
    const isInterrupted = options.signal?.aborted ?? false
    const meaning = { kind: 'meter-data', set: [...(set ?? [])], shiftDays }
    const id = await writer.finish(sum, isInterrupted ? null : meter.digest(meaning))
    return { ok: true, ...sum, errors, batch: id, isInterrupted, ...unusedOf(batch.unusedPaths) }
  })
}

/** Why a file is no list of profiles; null where it is. */
async function brokenAt(file: string): Promise<NotIngested | null> {
  let item: JsonItem | undefined
  try {
    for await (item of jsonItems(fs.createReadStream(file))) JSON.parse(item.text)
    return null
  } catch (error) {
    if (error instanceof UnreadableJson) return { ok: false, reasons: [`line ${error.line}: ${error.message}`] }
    if (error instanceof SyntaxError && item)
      return { ok: false, reasons: [`line ${item.line}: ${item.path} is no JSON: ${error.message}`] }
    throw error
  }
}

function unusedOf(paths: ReadonlyMap<string, number>): Pick<Ingested, 'unused' | 'report'> {
  if (paths.size === 0) return {}
  const unused = [...paths].map(([path, count]) => ({ path, count }))
  const named = unused.slice(0, MOST_UNUSED_PATHS)
  const more = unused.length - named.length
  const lines = named.map(({ path, count }) => `  ${path} (${count})`)
  if (more > 0) lines.push(`  and ${more} more paths`)
  return { unused: named, report: `Kept, and not used by the portal:\n${lines.join('\n')}\n` }
}
