import { pipeline, type Readable } from 'node:stream'
import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf } from '#lib/units/ist.ts'
import { BatchWriter, type Tally } from './batch-writer.ts'
import { ContentMeter } from './content-meter.ts'
import type { AnyKind } from './csv-kind.ts'
import { UnreadableCsv } from './csv-rows.ts'
import { FileRows } from './file-rows.ts'
import { givingWay } from './give-way.ts'
import { readHeader } from './header.ts'
import { ERRORS_REPORTED, type Ingested, type IngestOptions, NOTHING, type NotIngested } from './ingestion.ts'
import type { ReadContext } from './row-shape.ts'
import { type DayFinder, type TableRow, tableRows } from './table-rows.ts'
import type { DayRow } from './whole-days/whole-day.ts'

const BATCH_ROWS = 2_000

/** Takes a table, CSV or JSON lines, batch by batch, as one where the kind's rows allow it; see `ingestFile`. */
export async function ingestCsv(
  services: Services,
  actor: SystemActor,
  input: { kind: string; columns: AnyKind; source: Readable; name: string; options: IngestOptions },
): Promise<Ingested | NotIngested> {
  const { kind, columns, source, name, options } = input
  const { map = new Map(), set = new Map(), shiftDays = 0, isDryRun = false } = options
  const meter = new ContentMeter()
  pipeline(source, meter, () => undefined)
  // A value that is set for every row stands in no line.
  const days: DayFinder | null = columns.wholeDays && set.size === 0 ? { dayAt: null } : null
  const rows = await tableRows(meter, days)

  const header = await firstRow(rows)
  if (!header.ok) return header
  const found = readHeader(columns.shape, header.cells, { map, set }, columns.otherColumns)
  if (!found.ok) {
    await rows.return(undefined)
    return found
  }
  await options.onHeader?.(header.cells, found.passedOver)
  const width = header.cells.length
  if (days && columns.wholeDays) days.dayAt = columns.wholeDays.linesOf(found.positions, { width, shiftDays })

  const now = services.now()
  const context: ReadContext = { shiftDays, now, today: dayOf(now) }
  const writer = new BatchWriter(services, actor, columns, { ...context, isDryRun, kind, source: name })
  const file = new FileRows(columns, found.cellOf, width, context)
  const sum: Tally = { accepted: 0, unchanged: 0, rejected: 0 }
  const errors: Ingested['errors'] = []

  const giveWay = givingWay(services.db)
  const store = async (next: ReturnType<typeof file.next>, before: Promise<void>) => {
    await before
    const beganAt = performance.now()
    const outcome = await file.store(writer, next)
    sum.accepted += outcome.accepted
    sum.unchanged += outcome.unchanged
    sum.rejected += outcome.rejected.length
    for (const rejected of outcome.rejected) {
      if (errors.length < ERRORS_REPORTED) errors.push({ line: rejected.line, reason: rejected.reason })
      await options.onRejected?.(rejected)
    }
    options.onProgress?.({ bytes: meter.bytes, rows: sum.accepted + sum.unchanged + sum.rejected })
    await giveWay(performance.now() - beganAt)
  }
  // One batch is read while the one before is stored, and no more; between them, one of whole days is made ready.
  let before: Promise<void> = Promise.resolve()
  let storing = before
  const flush = async () => {
    await (columns.wholeDays ? before : storing)
    before = storing
    storing = store(file.next(writer), before)
    // Heard at the next flush; until then nobody waits for it.
    storing.catch(() => undefined)
  }
  const readAll = async () => {
    try {
      for await (const row of rows) {
        if ('day' in row) file.readDay(row)
        else if ('refused' in row) file.reject({ line: row.line, reason: row.refused, cells: row.cells })
        else file.read(row)
        if (file.waiting >= (columns.batchRows ?? BATCH_ROWS)) await flush()
        if (options.signal?.aborted) break
      }
    } catch (error) {
      await storing
      if (!(error instanceof UnreadableCsv)) throw error
      file.reject({ line: error.line, reason: `from here on the file cannot be read: ${error.message}`, cells: [] })
    }
    await flush()
    await storing
    const isInterrupted = options.signal?.aborted ?? false
    const meaning = { kind, map: [...map], set: [...set], shiftDays }
    const batch = await writer.finish(sum, isInterrupted ? null : meter.digest(meaning))
    return { ...sum, batch, isInterrupted }
  }
  // Money is booked row by row, and what was booked stays.
  if ('writeRow' in columns) return { ok: true, ...(await readAll()), errors, ...(await reportOf(writer)) }
  const taken = await writer.asOne(readAll, ({ isInterrupted }) => isInterrupted)
  return { ok: true, ...taken, ...(taken.isInterrupted && NOTHING), errors, ...(await reportOf(writer)) }
}

async function reportOf(writer: BatchWriter<Record<string, unknown>>): Promise<Pick<Ingested, 'report'>> {
  const report = await writer.report()
  return report === null ? {} : { report }
}

async function firstRow(rows: AsyncGenerator<TableRow | DayRow>): Promise<{ ok: true; cells: string[] } | NotIngested> {
  try {
    const first = await rows.next()
    if (first.done) return { ok: false, reasons: ['the file is empty'] }
    // Days are looked for when the header is known.
    if ('day' in first.value) throw new Error('A day was read before the header.')
    if ('refused' in first.value) return { ok: false, reasons: [`the first line ${first.value.refused}`] }
    return { ok: true, cells: first.value.cells }
  } catch (error) {
    if (error instanceof UnreadableCsv) return { ok: false, reasons: [`the header cannot be read: ${error.message}`] }
    throw error
  }
}
