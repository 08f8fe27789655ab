import type { Readable } from 'node:stream'
import type { SystemActor } from '#lib/identity/actor.ts'
import { type NoticeWord, saveNotices } from '#lib/metering/save-notices.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf } from '#lib/units/ist.ts'
import { BatchWriter, type Tally } from './batch-writer.ts'
import { givingWayBetween } from './give-way.ts'
import { ERRORS_REPORTED, type Ingested, type IngestOptions, NOTHING, type NotIngested } from './ingestion.ts'
import { readNotification } from './outage-notification.ts'
import { itemLines, readJson } from './read-json.ts'
import { UnusedPaths } from './unused-paths.ts'

const MOST_BYTES = 20_000_000
const BATCH_NOTICES = 500
/** Clocks of senders may run ahead a little; a word from further on would outlast all that come after it. */
const AHEAD_MS = 600_000

type Item = { line: number; value: unknown }
type Rejected = { line: number; reason: string; cells: readonly string[] }

/**
 * Takes notifications of outages (India Energy Stack, OutageNotification 0.1): one JSON object, or an array of them, which
 * all become visible in one moment.
 */
export async function ingestOutages(
  services: Services,
  actor: SystemActor,
  { source, name, options }: { source: Readable; name: string; options: IngestOptions },
): Promise<Ingested | NotIngested> {
  if (options.map?.size || options.set?.size)
    return { ok: false, reasons: ['--map and --set are for tables, not for outages'] }
  const { shiftDays = 0, isDryRun = false } = options
  const read = await readJson(source, { mostBytes: MOST_BYTES, meaning: { kind: 'outages', shiftDays } })
  if (!read.ok) return read
  const lines = itemLines(read.content)
  const values = Array.isArray(read.json) ? read.json : [read.json]
  const items = values.map((value, index): Item => ({ value, line: lines[index] ?? 1 }))
  await options.onHeader?.(['notification'])

  const now = services.now()
  const context = { now, today: dayOf(now), shiftDays, isDryRun, kind: 'outages', source: name }
  const writer = new BatchWriter<NoticeWord>(services, actor, { writeBatch: saveNotices }, context)
  const sum: Tally = { accepted: 0, unchanged: 0, rejected: 0 }
  const errors: Ingested['errors'] = []
  const unused = new UnusedPaths()
  const place = Array.isArray(read.json) ? '$[*]' : '$'
  const giveWay = givingWayBetween(services.db)
  const takeAll = async () => {
    for (let at = 0; at < items.length && !options.signal?.aborted; at += BATCH_NOTICES) {
      const part = items.slice(at, at + BATCH_NOTICES)
      for (const rejected of await takeBatch(writer, part, { ...context, place, unused }, sum)) {
        if (errors.length < ERRORS_REPORTED) errors.push({ line: rejected.line, reason: rejected.reason })
        await options.onRejected?.(rejected)
      }
      const done = sum.accepted + sum.unchanged + sum.rejected
      const bytes = Math.round((Buffer.byteLength(read.content) * done) / items.length)
      options.onProgress?.({ bytes, rows: done })
      await giveWay()
    }
    const isInterrupted = options.signal?.aborted ?? false
    const batch = await writer.finish(sum, isInterrupted ? null : read.contentHash)
    return { ...sum, batch, isInterrupted }
  }
  const taken = await writer.asOne(takeAll, ({ isInterrupted }) => isInterrupted)
  if (taken.isInterrupted) return { ok: true, ...taken, ...NOTHING, errors }
  return { ok: true, ...taken, errors, ...unused.said() }
}

/** Counts what becomes of a batch into `sum`, and what is not used of it into `unused`. Returns what is rejected, in order. */
async function takeBatch(
  writer: BatchWriter<NoticeWord>,
  items: readonly Item[],
  { now, shiftDays, place, unused }: { now: Date; shiftDays: number; place: string; unused: UnusedPaths },
  sum: Tally,
): Promise<Rejected[]> {
  const rejected: Rejected[] = []
  const reject = ({ line, value }: Item, reason: string) =>
    rejected.push({ line, reason, cells: [JSON.stringify(value)] })
  const words: { item: Item; word: NoticeWord; unused: ReadonlyMap<string, number> }[] = []
  for (const item of items) {
    const found = readNotification(item.value, shiftDays)
    if (!found.ok) reject(item, found.reason)
    else if (found.word.saidAt && found.word.saidAt.getTime() > now.getTime() + AHEAD_MS)
      reject(item, 'issuedAt or lastUpdatedAt is in the future')
    else words.push({ item, ...found })
  }
  const outcomes = await writer.write(words.map(({ word }) => word))
  for (const [index, { item, unused: paths }] of words.entries()) {
    const outcome = outcomes[index]
    if (typeof outcome === 'object') {
      reject(item, outcome.rejected)
      continue
    }
    unused.add(place, paths)
    if (outcome === 'ACCEPTED') sum.accepted += 1
    else sum.unchanged += 1
  }
  sum.rejected += rejected.length
  return rejected.sort((a, b) => a.line - b.line)
}
