import fs from 'node:fs'
import type { Readable } from 'node:stream'
import type { SystemActor } from '#lib/identity/actor.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf } from '#lib/units/ist.ts'
import { BatchWriter, type Tally } from './batch-writer.ts'
import { ContentMeter } from './content-meter.ts'
import { givingWayBetween } from './give-way.ts'
import { ERRORS_REPORTED, type Ingested, type IngestOptions, NOTHING, type NotIngested } from './ingestion.ts'
import { type JsonItem, jsonItems, UnreadableJson } from './json-items.ts'
import { KeptBills } from './kept-bills.ts'
import { MeterDataBatch } from './meter-data-batch.ts'
import type { Target } from './meter-data-series.ts'
import { targetsOf, waitForTurns } from './meter-data-turns.ts'
import type { Stored } from './named-rows.ts'
import { spooled } from './spooled.ts'
import { UNUSED_WRITER, type UnusedRow } from './unused-store.ts'

/**
 * Takes India Energy Stack MeterData 0.6: an array of profiles, one profile, or one after the other. The file is looked
 * through to its end first, so one that is no JSON changes nothing; then its profiles are read one at a time, and all that
 * they say becomes visible in one moment. Bills move money and are booked after it, one by one. `--set subdivision=NAME`
 * says where its customers belong, which the format does not.
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
    const giveWay = givingWayBetween(services.db)
    const looked = await lookThrough(file, giveWay)
    if (!looked.ok) return looked
    const { targets } = looked
    await options.onHeader?.(['profile'])
    const now = services.now()
    const context = { now, today: dayOf(now), shiftDays, isDryRun }
    const writer = new BatchWriter<UnusedRow>(services, actor, UNUSED_WRITER, {
      ...{ ...context, kind: 'meter-data', source: name },
    })
    const bills = new KeptBills(`${file}.bills`, context)
    const sum: Tally = { accepted: 0, unchanged: 0, rejected: 0 }
    const errors: Ingested['errors'] = []
    let bytes = 0
    const tell = async (stored: Stored) => {
      sum.accepted += stored.accepted
      sum.unchanged += stored.unchanged
      sum.rejected += stored.rejected.length
      for (const rejected of stored.rejected) {
        if (errors.length < ERRORS_REPORTED) errors.push({ line: rejected.line, reason: rejected.reason })
        await options.onRejected?.(rejected)
      }
      options.onProgress?.({ bytes, rows: sum.accepted + sum.unchanged + sum.rejected })
    }
    const isStopped = () => options.signal?.aborted ?? false
    const readAll = async (tx: Tx) => {
      await waitForTurns(tx, targets)
      const subdivision = set?.get('subdivision')
      const batch = new MeterDataBatch(tx, writer, { ...context, source: name, subdivision, targets }, bills)
      for await (const item of jsonItems(fs.createReadStream(file))) {
        await batch.read(item)
        bytes += Buffer.byteLength(item.text)
        if (batch.isFull) await tell(await batch.store())
        await giveWay()
        if (isStopped()) break
      }
      await tell(await batch.store())
      await writer.count(sum)
      return { unused: batch.unusedPaths, isUndone: isStopped() }
    }
    const { unused, isUndone } = await writer.asOne(readAll, ({ isUndone }) => isUndone)
    if (isUndone) {
      const batch = await writer.finish(NOTHING, null)
      return { ok: true, ...NOTHING, errors, batch, isInterrupted: true }
    }
    for await (const stored of bills.store(writer)) {
      await tell(stored)
      await giveWay()
      if (isStopped()) break
    }
    const isInterrupted = isStopped()
    const meaning = { kind: 'meter-data', set: [...(set ?? [])], shiftDays }
    const batch = await writer.finish(sum, isInterrupted ? null : meter.digest(meaning))
    return { ok: true, ...sum, errors, batch, isInterrupted, ...unused.said() }
  })
}

/** What a file's profiles may become, or why it is no list of profiles. */
async function lookThrough(
  file: string,
  giveWay: () => Promise<void>,
): Promise<{ ok: true; targets: ReadonlySet<Target> } | NotIngested> {
  const targets = new Set<Target>()
  let item: JsonItem | undefined
  try {
    for await (item of jsonItems(fs.createReadStream(file))) {
      for (const target of targetsOf(JSON.parse(item.text))) targets.add(target)
      await giveWay()
    }
    return { ok: true, targets }
  } catch (error) {
    if (error instanceof UnreadableJson) return { ok: false, reasons: [`line ${error.line}: ${error.message}`] }
    if (error instanceof SyntaxError && item)
      return { ok: false, reasons: [`line ${item.line}: ${item.path} is no JSON: ${error.message}`] }
    throw error
  }
}
