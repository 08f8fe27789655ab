import { createHash } from 'node:crypto'
import { newestStand } from '#lib/metering/store-registers.ts'
import type { Tx } from '#lib/platform/db.ts'
import { isKeepableJson } from '#lib/units/clean-text.ts'
import { fraction, parseDecimal } from '#lib/units/rounding.ts'
import { balances } from './balances.ts'
import type { BatchWriter } from './batch-writer.ts'
import { blockReads } from './block-reads.ts'
import { dailyReads } from './daily-reads.ts'
import { events } from './events.ts'
import type { JsonItem } from './json-items.ts'
import type { KeptBills } from './kept-bills.ts'
import { customersKind } from './meter-data-customers.ts'
import { type DescriptorSet, descriptorProfile } from './meter-data-layout.ts'
import type { Measure } from './meter-data-measures.ts'
import { rowsOf } from './meter-data-rows.ts'
import type { Row, Target } from './meter-data-series.ts'
import { type NamedRows, namedRows, type Rejected, type Stored } from './named-rows.ts'
import { prepaidOnly } from './prepaid-only.ts'
import { registers } from './registers.ts'
import type { ReadContext } from './row-shape.ts'
import { pathText, UsedValues } from './unused-parts.ts'
import { UnusedPaths } from './unused-paths.ts'
import { keptSet, type UnusedRow } from './unused-store.ts'

const [MOST_ROWS, MOST_UNUSED, MOST_SETS] = [10_000, 500, 1_000]
const CELL_CHARACTERS = 2_000
const DAY_MS = 86_400_000

/**
 * Profiles on their way into the database: their rows go to the kinds that files of tables use as well, in one transaction.
 * Bills are kept until it has ended.
 */
export class MeterDataBatch {
  #tx: Tx
  #source: string
  #shiftDays: number
  #writer: BatchWriter<UnusedRow>
  #kinds: Record<Exclude<Target, 'bills'>, NamedRows>
  #bills: KeptBills
  #targets: ReadonlySet<Target>
  #rejected: Rejected[] = []
  #unused: (UnusedRow & { isAlone: boolean })[] = []
  #sets = new Map<string, DescriptorSet | undefined>()
  /** Of registers that wait to be stored, by meter and instant. */
  #stands = new Map<string, { kwh: string; isEstimated: boolean }>()
  readonly unusedPaths = new UnusedPaths()

  constructor(
    tx: Tx,
    writer: BatchWriter<UnusedRow>,
    {
      source,
      subdivision,
      targets,
      ...context
    }: ReadContext & { source: string; subdivision: string | undefined; targets: ReadonlySet<Target> },
    bills: KeptBills,
  ) {
    this.#tx = tx
    this.#source = source
    this.#shiftDays = context.shiftDays
    this.#writer = writer
    this.#bills = bills
    this.#targets = targets
    // In the order of storing: a meter before what it measured.
    this.#kinds = {
      customers: namedRows(customersKind(subdivision), context),
      blocks: namedRows(blockReads, context),
      days: namedRows(dailyReads, context),
      registers: namedRows(registers, context),
      events: namedRows(events, context),
      balances: namedRows(prepaidOnly(balances), context),
    }
  }

  get isFull(): boolean {
    const waiting = Object.values(this.#kinds).reduce((sum, kind) => sum + kind.waiting, this.#rejected.length)
    return waiting >= MOST_ROWS || this.#unused.length >= MOST_UNUSED
  }

  async read({ line, path, text }: JsonItem): Promise<void> {
    const json: unknown = JSON.parse(text)
    const reject = (reason: string) => this.#rejected.push({ line, reason, cells: [text.slice(0, CELL_CHARACTERS)] })
    if (!isKeepableJson(json)) {
      reject(`${path} has a character that is none`)
      return
    }
    // What is kept of it would get another prototype, and could not be stored.
    if (JSON.stringify(json).includes('"__proto__":')) {
      reject(`${path} has a field named __proto__`)
      return
    }
    const { profileType, rows, problems, unused } = await rowsOf(
      json,
      (name) => this.#setOf(name),
      (meterNo, at) => this.#standAt(meterNo, at),
    )
    for (const problem of problems) reject(`${at(path, problem.path)} ${problem.reason}`)
    for (const row of rows) this.#add(row, line, path)
    if (profileType === 'DESCRIPTOR') this.#learn(json)
    // Two systems may say the same descriptors, and one of them others later.
    const said = profileType === 'DESCRIPTOR' ? `${this.#source}\n${text}` : text
    const id = createHash('sha256').update(said).digest('hex')
    const listed = profileType === 'DESCRIPTOR' ? descriptorRest(json) : unused
    if (listed) this.unusedPaths.add(`$[?@.profileType=='${profileType}']`, listed.paths)
    if (!unused) return
    // Whose it is stays with it.
    const { meterRefs, customerRefs } = json as Record<string, unknown>
    const rest = profileType === 'DESCRIPTOR' ? json : { meterRefs, customerRefs, ...(unused.rest as object) }
    const isAlone = rows.length === 0 && problems.length === 0 && profileType !== 'DESCRIPTOR'
    this.#unused.push({ id, profileType, path, rest, isAlone })
  }

  /** Stores what waits. */
  async store(): Promise<Stored> {
    const rejected = this.#rejected
    this.#rejected = []
    this.#stands.clear()
    let [accepted, unchanged] = [0, 0]
    for (const kind of Object.values(this.#kinds)) {
      const stored = await kind.store(this.#writer)
      accepted += stored.accepted
      unchanged += stored.unchanged
      rejected.push(...stored.rejected)
    }
    const parts = this.#unused
    this.#unused = []
    const outcomes = await this.#writer.write(parts.map(({ isAlone: _, ...part }) => part))
    for (const [index, { isAlone }] of parts.entries()) {
      if (!isAlone) continue
      if (outcomes[index] === 'ACCEPTED') accepted += 1
      else unchanged += 1
    }
    return { accepted, unchanged, rejected: rejected.sort((a, b) => a.line - b.line) }
  }

  #add({ target, path, cells }: Row, line: number, item: string): void {
    // Its turn was not taken with the others, and would be now, in whatever order.
    if (!this.#targets.has(target)) throw new Error(`${item} became ${target}, which no profile of its file may.`)
    const { meter_no, at: instant, kwh, status } = cells
    if (target === 'registers' && kwh)
      this.#stands.set(`${meter_no} ${instant}`, { kwh, isEstimated: status === 'ESTIMATED' })
    const row = { line, path: at(item, path), cells }
    if (target === 'bills') this.#bills.add(row)
    else this.#kinds[target].read(row)
  }

  async #setOf(name: string): Promise<DescriptorSet | undefined> {
    if (!this.#sets.has(name)) {
      if (this.#sets.size >= MOST_SETS) this.#sets.clear()
      this.#sets.set(name, await keptSet(this.#tx, name, this.#source))
    }
    return this.#sets.get(name)
  }

  async #standAt(meterNo: string, at: Date): Promise<Pick<Measure, 'value' | 'status'> | undefined> {
    const waiting = this.#stands.get(`${meterNo} ${at.toISOString()}`)
    const value = waiting && parseDecimal(waiting.kwh)
    if (value) return { value, status: waiting.isEstimated ? 'ESTIMATED' : 'VALID' }
    // What waits stands by the days of the file, what is stored by those that it was moved to.
    const known = await newestStand(this.#tx, meterNo, new Date(at.getTime() + this.#shiftDays * DAY_MS))
    return known ? { value: fraction(known.energyWh, 1000n), status: known.status } : undefined
  }

  #learn(json: unknown): void {
    const read = descriptorProfile.safeParse(json)
    if (read.success) for (const set of read.data.payloadDescriptorSets) this.#sets.set(set.name, set)
  }
}

const at = (item: string, path: readonly (string | number)[]) => {
  const text = pathText(path)
  return text === '' || text.startsWith('[') ? `${item}${text}` : `${item}.${text}`
}

/** Of a descriptor, what does not decide how places are read. */
function descriptorRest(json: unknown) {
  const read = descriptorProfile.safeParse(json)
  if (!read.success) return undefined
  const used = new UsedValues()
  for (const name of ['profileType', '@type', 'id']) used.use(name)
  for (const [index, set] of read.data.payloadDescriptorSets.entries()) {
    const path = ['payloadDescriptorSets', index]
    used.use(...path, 'name')
    used.use(...path, 'compactSequences')
    for (const place of set.payloadDescriptors.keys())
      for (const field of [
        'readingType',
        'obis',
        'unit',
        'reportedMode',
        'multiplier',
        'name',
        'flowDirection',
        'category',
      ])
        used.use(...path, 'payloadDescriptors', place, field)
  }
  return used.rest(json)
}
