import type { BatchWriter, Tally } from './batch-writer.ts'
import type { AnyKind } from './csv-kind.ts'
import type { CsvRow } from './csv-rows.ts'
import type { CellOf } from './header.ts'
import { type ReadContext, readRow } from './row-shape.ts'
import { SeenPlaces } from './seen-places.ts'
import { hash, SeenRows } from './seen-rows.ts'
import { rowsOfDay } from './whole-days/plain-rows.ts'
import type { DayRow, ReadyWholeDays } from './whole-days/whole-day.ts'

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
/** What was taken out to be stored. */
type Next = { waiting: Waiting; ready: Promise<ReadyWholeDays | null> }
type Stored = Omit<Tally, 'rejected'> & { rejected: Rejected[] }
/** Rows that are looked at together, each an object with its cells. */
const MOST_AT_ONCE = 10_000
type Writer = Pick<BatchWriter<Record<string, unknown>>, 'write' | 'readyDays' | 'writeDays'>

/** What waits to be stored. Keys are those of rows and days. */
class Waiting {
  parsed: ParsedRow[] = []
  rejected: Rejected[] = []
  days: DayRow[] = []
  keys = new Set<string>()

  /** What storing it takes, in rows: a whole day takes about as long as twenty rows by themselves. */
  get weight(): number {
    return this.parsed.length + this.rejected.length + 20 * this.days.length
  }
}

/** The rows of a file on their way into the database, a batch at a time. */
export class FileRows {
  #columns: AnyKind
  #cellOf: CellOf
  #width: number
  #context: ReadContext
  #seen: SeenRows | SeenPlaces
  #waiting = new Waiting()

  constructor(columns: AnyKind, cellOf: CellOf, width: number, context: ReadContext) {
    this.#columns = columns
    this.#seen = columns.places ? new SeenPlaces(columns.places) : new SeenRows()
    this.#cellOf = cellOf
    this.#width = width
    this.#context = context
  }

  get waiting(): number {
    return this.#waiting.weight
  }

  reject(rejected: Rejected): void {
    this.#waiting.rejected.push(rejected)
  }

  read(row: CsvRow): void {
    this.#read(row, this.#waiting)
  }

  /** A day that the file has spoken of before is read row by row, since each may repeat or contradict another. */
  readDay(row: DayRow): void {
    const key = this.#columns.wholeDays?.keyOf(row.day) ?? ''
    if (this.#waiting.keys.has(key)) {
      for (const one of rowsOfDay(row)) this.read(one)
      return
    }
    this.#waiting.keys.add(key)
    this.#waiting.days.push(row)
  }

  #read({ line, cells, path }: CsvRow, waiting: Waiting): void {
    const read =
      cells.length === this.#width
        ? readRow(this.#columns.shape, (column) => this.#cellOf(cells, column), this.#context)
        : ({ ok: false, reason: `has ${cells.length} cells where the header has ${this.#width}` } as const)
    if (!read.ok) {
      waiting.rejected.push({ line, cells, reason: placed(path, read.reason) })
      return
    }
    const { row } = read
    const mark = this.#columns.markOf?.(row) ?? hash(Object.values(row).map(String).join('\t'))
    const key = this.#columns.keyOf(row)
    if (this.#columns.wholeDays) waiting.keys.add(key)
    waiting.parsed.push({ line, cells, row, key, place: this.#columns.placeOf?.(row) ?? 0, mark, path })
  }

  /** Takes out what waits, and makes its days ready for the database. */
  next(writer: Writer): Next {
    const waiting = this.#waiting
    this.#waiting = new Waiting()
    const ready = writer.readyDays(waiting.days.map(({ day }) => day))
    // Heard when it is stored.
    ready.catch(() => undefined)
    return { waiting, ready }
  }

  /**
   * Stores what was taken out, in the order of the file. Of rows that speak of the same thing the first right one counts; one
   * that says otherwise is rejected.
   */
  async store(writer: Writer, { waiting, ready }: Next = this.next(writer)): Promise<Stored> {
    const days = await this.#storeDays(waiting.days, ready, writer)
    const sum: Stored = { accepted: days.accepted, unchanged: days.unchanged, rejected: [] }
    const storeRows = async (part: Waiting) => {
      const stored = await this.#storeRows(part, writer)
      sum.accepted += stored.accepted
      sum.unchanged += stored.unchanged
      sum.rejected.push(...stored.rejected)
    }
    // In the order of the file, since the first row counts; the rows of days are many, and are looked at a part at a time.
    let part = new Waiting()
    part.rejected = waiting.rejected
    for (const item of [...waiting.parsed, ...days.byRow].sort((a, b) => a.line - b.line)) {
      if ('day' in item) for (const row of rowsOfDay(item)) this.#read(row, part)
      else part.parsed.push(item)
      if (part.parsed.length < MOST_AT_ONCE) continue
      await storeRows(part)
      part = new Waiting()
    }
    await storeRows(part)
    return { ...sum, rejected: sum.rejected.sort((a, b) => a.line - b.line) }
  }

  /** Stores the days that are simple, and says which are to be taken row by row. */
  async #storeDays(
    days: readonly DayRow[],
    ready: Next['ready'],
    writer: Writer,
  ): Promise<Omit<Stored, 'rejected'> & { byRow: DayRow[] }> {
    const { wholeDays } = this.#columns
    const seen = this.#seen
    if (!wholeDays || !(seen instanceof SeenPlaces)) return { accepted: 0, unchanged: 0, byRow: [...days] }
    const fresh = days.filter(({ day }) => !seen.has(wholeDays.keyOf(day)))
    // Earlier rows, which were still on their way when these were made ready, may have spoken of some.
    const all = fresh.length === days.length ? ready : writer.readyDays(fresh.map(({ day }) => day))
    const outcomes = await writer.writeDays(await all)
    const outcomeOf = new Map(fresh.map((row, index) => [row, outcomes[index]]))
    const sum = { accepted: 0, unchanged: 0, byRow: [] as DayRow[] }
    for (const row of days) {
      const outcome = outcomeOf.get(row) ?? 'ROWS'
      if (outcome === 'ROWS') {
        sum.byRow.push(row)
        continue
      }
      sum[outcome === 'ACCEPTED' ? 'accepted' : 'unchanged'] += row.lines
      seen.addAll(wholeDays.keyOf(row.day), wholeDays.marksOf(row.day))
    }
    return sum
  }

  async #storeRows(
    { parsed, rejected }: Pick<Waiting, 'parsed' | 'rejected'>,
    writer: Writer,
    isLast = false,
  ): Promise<Stored> {
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
    const again: ParsedRow[] = []
    for (const { row, first } of repeats) {
      // Its first row may have been rejected just now; then so is what repeats it, and the next that says otherwise is first.
      const isKnown = this.#seen.find(row.key, row.mark, row.place) !== null
      if (first.isSame && isKnown) unchanged += 1
      else if (!first.isSame && !isKnown && !isLast) again.push(row)
      else rejected.push({ line: row.line, cells: row.cells, reason: placed(row.path, repeatReason(first, isKnown)) })
    }
    if (again.length === 0) return { accepted, unchanged, rejected }
    // Once: a file of nothing but wrong rows about one thing must not take a round for each.
    const rest = await this.#storeRows({ parsed: again, rejected }, writer, true)
    return { accepted: accepted + rest.accepted, unchanged: unchanged + rest.unchanged, rejected }
  }
}

function repeatReason({ line, isSame }: First, isKnown: boolean): string {
  const which = line === null ? 'an earlier line' : `line ${line}`
  if (isSame && !isKnown) return `repeats ${which}, which was rejected`
  return `says something else than ${which}, which names the same`
}

const placed = (path: string | undefined, reason: string) => (path === undefined ? reason : `${path}: ${reason}`)
