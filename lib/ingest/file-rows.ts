import type { BatchWriter } from './batch-writer.ts'
import type { AnyKind } from './csv-kind.ts'
import type { CsvRow } from './csv-rows.ts'
import type { CellOf } from './header.ts'
import { type ReadContext, readRow } from './row-shape.ts'
import { SeenPlaces } from './seen-places.ts'
import { hash, SeenRows } from './seen-rows.ts'

type Rejected = { line: number; reason: string; cells: readonly string[] }
/** The row that spoke of the same thing first; null where only that is remembered, not the line. */
type First = { line: number | null; isSame: boolean }
type ParsedRow = {
  line: number
  cells: string[]
  row: Record<string, unknown>
  key: string
  place: number
  /** Of what the row says, to tell whether another says the same. */
  mark: number
  path: string | undefined
}

/** The rows of a file on their way into the database, a batch at a time. */
export class FileRows {
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

  read({ line, cells, path }: CsvRow): void {
    const read =
      cells.length === this.#width
        ? readRow(this.#columns.shape, (column) => this.#cellOf(cells, column), this.#context)
        : ({ ok: false, reason: `has ${cells.length} cells where the header has ${this.#width}` } as const)
    if (read.ok) {
      const { row } = read
      const mark = hash(Object.values(row).map(String).join('\t'))
      const place = this.#columns.placeOf?.(row) ?? 0
      this.#parsed.push({ line, cells, row, key: this.#columns.keyOf(row), place, mark, path })
    } else this.reject({ line, cells, reason: placed(path, read.reason) })
  }

  /** Stores what waits. Of rows that speak of the same thing the first counts; one that says otherwise is rejected. */
  async store(
    writer: Pick<BatchWriter<Record<string, unknown>>, 'write'>,
  ): Promise<{ accepted: number; unchanged: number; rejected: Rejected[] }> {
    const [parsed, rejected] = [this.#parsed, this.#rejected]
    this.#parsed = []
    this.#rejected = []
    const firsts = new Map<string, ParsedRow>()
    const repeats: { row: ParsedRow; first: First }[] = []
    for (const row of parsed) {
      const id = row.place === 0 ? row.key : `${row.key}\t${row.place}`
      const known = firsts.get(id)
      const first = known
        ? { line: known.line, isSame: known.mark === row.mark }
        : this.#seen.find(row.key, row.mark, row.place)
      if (first) repeats.push({ row, first })
      else firsts.set(id, row)
    }
    const rows = [...firsts.values()]
    const outcomes = await writer.write(rows.map(({ row }) => row))

    let [accepted, unchanged] = [0, 0]
    for (const [index, { line, cells, key, mark, place, path }] of rows.entries()) {
      const outcome = outcomes[index]
      if (typeof outcome === 'object') {
        rejected.push({ line, cells, reason: placed(path, outcome.rejected) })
        continue
      }
      this.#seen.add(key, mark, line, place)
      if (outcome === 'ACCEPTED') accepted += 1
      else unchanged += 1
    }
    for (const { row, first } of repeats) {
      // Its first row may have been rejected just now; then so is what repeats it.
      const isKnown = this.#seen.find(row.key, row.mark, row.place) !== null
      if (first.isSame && isKnown) unchanged += 1
      else rejected.push({ line: row.line, cells: row.cells, reason: placed(row.path, repeatReason(first, isKnown)) })
    }
    return { accepted, unchanged, rejected: rejected.sort((a, b) => a.line - b.line) }
  }
}

function repeatReason({ line, isSame }: First, isKnown: boolean): string {
  const which = line === null ? 'an earlier line' : `line ${line}`
  if (isSame && !isKnown) return `repeats ${which}, which was rejected`
  return `says something else than ${which}, which names the same`
}

const placed = (path: string | undefined, reason: string) => (path === undefined ? reason : `${path}: ${reason}`)
