import { pipeline, type Readable } from 'node:stream'
import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf } from '#lib/units/ist.ts'
import { BatchWriter, type Tally } from './batch-writer.ts'
import { ContentMeter } from './content-meter.ts'
import type { AnyKind } from './csv-kind.ts'
import { type CsvRow, csvRows, UnreadableCsv } from './csv-rows.ts'
import { type CellOf, readHeader } from './header.ts'
import { ERRORS_REPORTED, type Ingested, type IngestOptions, type NotIngested } from './ingestion.ts'
import { type ReadContext, readRow } from './row-shape.ts'
import { SeenPlaces } from './seen-places.ts'
import { SeenRows } from './seen-rows.ts'

const BATCH_ROWS = 2_000

type Rejected = { line: number; reason: string; cells: readonly string[] }
/** The row that spoke of the same thing first; null where only that is remembered, not the line. */
type First = { line: number | null; isSame: boolean }
type ParsedRow = {
  line: number
  cells: string[]
  row: Record<string, unknown>
  key: string
  place: number
  value: string
}

/** Takes a CSV file batch by batch; see `ingestFile`. */
export async function ingestCsv(
  services: Services,
  actor: SystemActor,
  input: { kind: string; columns: AnyKind; source: Readable; name: string; options: IngestOptions },
): Promise<Ingested | NotIngested> {
  const { kind, columns, source, name, options } = input
  const { map = new Map(), set = new Map(), shiftDays = 0, isDryRun = false } = options
  const meter = new ContentMeter()
  pipeline(source, meter, () => undefined)
  const rows = csvRows(meter)

  const header = await firstRow(rows)
  if (!header.ok) return header
  const found = readHeader(columns.shape, header.cells, { map, set }, columns.otherColumns)
  if (!found.ok) {
    await rows.return(undefined)
    return found
  }
  await options.onHeader?.(header.cells, found.passedOver)

  const now = services.now()
  const context: ReadContext = { shiftDays, now, today: dayOf(now) }
  const writer = new BatchWriter(services, actor, columns, { ...context, isDryRun, kind, source: name })
  const file = new FileRows(columns, found.cellOf, header.cells.length, context)
  const sum: Tally = { accepted: 0, unchanged: 0, rejected: 0 }
  const errors: Ingested['errors'] = []

  const flush = async () => {
    const outcome = await file.store(writer)
    sum.accepted += outcome.accepted
    sum.unchanged += outcome.unchanged
    sum.rejected += outcome.rejected.length
    for (const rejected of outcome.rejected) {
      if (errors.length < ERRORS_REPORTED) errors.push({ line: rejected.line, reason: rejected.reason })
      await options.onRejected?.(rejected)
    }
    options.onProgress?.({ bytes: meter.bytes, rows: sum.accepted + sum.unchanged + sum.rejected })
  }
  try {
    for await (const row of rows) {
      file.read(row)
      if (file.waiting >= (columns.batchRows ?? BATCH_ROWS)) await flush()
      if (options.signal?.aborted) break
    }
  } catch (error) {
    if (!(error instanceof UnreadableCsv)) throw error
    file.reject({ line: error.line, reason: `from here on the file cannot be read: ${error.message}`, cells: [] })
  }
  await flush()

  const isInterrupted = options.signal?.aborted ?? false
  const meaning = { kind, map: [...map], set: [...set], shiftDays }
  const batch = await writer.finish(sum, isInterrupted ? null : meter.digest(meaning))
  return { ok: true, ...sum, errors, batch, isInterrupted }
}

async function firstRow(rows: AsyncGenerator<CsvRow>): Promise<{ ok: true; cells: string[] } | NotIngested> {
  try {
    const first = await rows.next()
    return first.done ? { ok: false, reasons: ['the file is empty'] } : { ok: true, cells: first.value.cells }
  } catch (error) {
    if (error instanceof UnreadableCsv) return { ok: false, reasons: [`the header cannot be read: ${error.message}`] }
    throw error
  }
}

/** The rows of a file on their way into the database, a batch at a time. */
class FileRows {
  #columns: AnyKind
  #cellOf: CellOf
  #width: number
  #context: ReadContext
  #seen: SeenRows | SeenPlaces
  #parsed: ParsedRow[] = []
  #rejected: Rejected[] = []

  constructor(columns: AnyKind, cellOf: CellOf, width: number, context: ReadContext) {
    this.#columns = columns
    this.#seen = columns.places ? new SeenPlaces(columns.places) : new SeenRows()
    this.#cellOf = cellOf
    this.#width = width
    this.#context = context
  }

  get waiting(): number {
    return this.#parsed.length + this.#rejected.length
  }

  reject(rejected: Rejected): void {
    this.#rejected.push(rejected)
  }

  read({ line, cells }: CsvRow): void {
    const read =
      cells.length === this.#width
        ? readRow(this.#columns.shape, (column) => this.#cellOf(cells, column), this.#context)
        : ({ ok: false, reason: `has ${cells.length} cells where the header has ${this.#width}` } as const)
    if (read.ok) {
      const { row } = read
      const value = Object.values(row).map(String).join('\t')
      const place = this.#columns.placeOf?.(row) ?? 0
      this.#parsed.push({ line, cells, row, key: this.#columns.keyOf(row), place, value })
    } else this.reject({ line, cells, reason: read.reason })
  }

  /** Stores what waits. Of rows that speak of the same thing the first counts; one that says otherwise is rejected. */
  async store(
    writer: BatchWriter<Record<string, unknown>>,
  ): Promise<{ accepted: number; unchanged: number; rejected: Rejected[] }> {
    const firsts = new Map<string, ParsedRow>()
    const repeats: { row: ParsedRow; first: First }[] = []
    for (const row of this.#parsed) {
      const id = row.place === 0 ? row.key : `${row.key}\t${row.place}`
      const known = firsts.get(id)
      const first = known
        ? { line: known.line, isSame: known.value === row.value }
        : this.#seen.find(row.key, row.value, row.place)
      if (first) repeats.push({ row, first })
      else firsts.set(id, row)
    }
    const rows = [...firsts.values()]
    const outcomes = await writer.write(rows.map(({ row }) => row))

    const rejected = this.#rejected
    let [accepted, unchanged] = [0, 0]
    for (const [index, { line, cells, key, value, place }] of rows.entries()) {
      const outcome = outcomes[index]
      if (typeof outcome === 'object') {
        rejected.push({ line, cells, reason: outcome.rejected })
        continue
      }
      this.#seen.add(key, value, line, place)
      if (outcome === 'ACCEPTED') accepted += 1
      else unchanged += 1
    }
    for (const { row, first } of repeats) {
      // Its first row may have been rejected just now; then so is what repeats it.
      const isKnown = this.#seen.find(row.key, row.value, row.place) !== null
      if (first.isSame && isKnown) unchanged += 1
      else rejected.push({ line: row.line, cells: row.cells, reason: repeatReason(first, isKnown) })
    }
    this.#parsed = []
    this.#rejected = []
    return { accepted, unchanged, rejected: rejected.sort((a, b) => a.line - b.line) }
  }
}

function repeatReason({ line, isSame }: First, isKnown: boolean): string {
  const which = line === null ? 'an earlier line' : `line ${line}`
  if (isSame && !isKnown) return `repeats ${which}, which was rejected`
  return `says something else than ${which}, which names the same`
}
