import { randomUUID } from 'node:crypto'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { SystemActor } from '#lib/identity/actor.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import type { FileReport, Outcome, RowWriter, WriteContext } from './csv-kind.ts'
import type { DayOutcome, ReadyWholeDays, WholeDay, WholeDays } from './whole-days/whole-day.ts'

export type Tally = { accepted: number; unchanged: number; rejected: number }

/** Undoes what was written: by a dry run, or of a file that was not read to its end. */
class Undone extends Error {}

// A circle's day of blocks takes minutes as a table, as MeterData most of an hour, and longer on a busy machine.
const LONGEST = '4h'
const LONG = { timeout: 4 * 3_600_000 }

/**
 * Writes rows of one file under one `IngestBatch`, which exists once there is something to write. Within `asOne` all of
 * them change in one moment, or none does. Otherwise each batch of rows is a transaction, in which the counts move as well:
 * after a crash they still say what was taken.
 */
export class BatchWriter<Row> {
  #services: Services
  #actor: SystemActor
  #kind: RowWriter<Row> & { wholeDays?: WholeDays }
  #report: FileReport<Row> | null
  #context: WriteContext
  #batch: { kind: string; source: string }
  #isStored = false
  #preparedIn: Tx | null = null
  /** Of the whole file, within `asOne`. */
  #tx: Tx | null = null

  constructor(
    services: Services,
    actor: SystemActor,
    kind: RowWriter<Row> & { report?: () => FileReport<Row>; wholeDays?: WholeDays },
    { kind: name, source, ...context }: Omit<WriteContext, 'batchId'> & { kind: string; source: string },
  ) {
    this.#services = services
    this.#actor = actor
    this.#kind = kind
    this.#report = context.isDryRun ? null : (kind.report?.() ?? null)
    this.#context = { ...context, batchId: randomUUID() }
    this.#batch = { kind: name, source }
  }

  /**
   * Does work whose rows all become visible at its end; nothing does when it throws or `isUndone` says so of its result.
   * Only for kinds whose rows are written in batches: a row that is a transaction of its own would not see the others.
   * Until then only `tx` sees what was written.
   */
  async asOne<T>(work: (tx: Tx) => Promise<T>, isUndone: (result: T) => boolean): Promise<T> {
    return this.#inTransaction(async (tx) => {
      this.#tx = tx
      try {
        return await work(tx)
      } finally {
        this.#tx = null
      }
    }, isUndone)
  }

  /** One outcome a row, in order. */
  async write(rows: Row[]): Promise<Outcome[]> {
    const outcomes = rows.length === 0 ? [] : await this.#write(rows, this.#kind)
    for (const [index, row] of rows.entries()) if (typeof outcomes[index] === 'string') this.#report?.add(row)
    return outcomes
  }

  /** Makes whole days ready to be written; null for kinds that do not know them. Nothing is written by it. */
  async readyDays(days: readonly WholeDay[]): Promise<ReadyWholeDays | null> {
    const { wholeDays } = this.#kind
    // The transaction is busy with the days before.
    return wholeDays && days.length > 0 ? wholeDays.ready(this.#services.db, days, this.#context) : null
  }

  /** One outcome a day, in order. */
  async writeDays(ready: ReadyWholeDays | null): Promise<DayOutcome[]> {
    const { wholeDays } = this.#kind
    if (!wholeDays || !ready) return []
    return this.#inTransaction(async (tx) => {
      await this.#prepare(tx)
      const outcomes = await wholeDays.writeDays(tx, ready, this.#context)
      const rows = (of: DayOutcome) =>
        ready.days.reduce((sum, day, index) => sum + (outcomes[index] === of ? day.values.energyWh.length : 0), 0)
      await this.#count(tx, { accepted: rows('ACCEPTED'), unchanged: rows('UNCHANGED'), rejected: 0 })
      return outcomes
    })
  }

  /** Writes rows of another kind under the same batch: a file may speak of several. */
  as<Other>(kind: RowWriter<Other>): Pick<BatchWriter<Other>, 'write' | 'readyDays' | 'writeDays'> {
    return {
      write: async (rows) => (rows.length === 0 ? [] : this.#write(rows, kind)),
      readyDays: async () => null,
      writeDays: async () => [],
    }
  }

  async #write<Any>(rows: Any[], kind: RowWriter<Any>): Promise<Outcome[]> {
    if ('writeBatch' in kind)
      return this.#inTransaction(async (tx) => {
        await this.#prepare(tx)
        const outcomes = await kind.writeBatch(tx, rows, this.#context)
        await this.#count(tx, tallyOf(outcomes))
        return outcomes
      })
    // Rows may name the batch.
    if (!this.#context.isDryRun) await this.#inTransaction((tx) => this.#prepare(tx))
    const outcomes: Outcome[] = []
    for (const row of rows) outcomes.push(await kind.writeRow(this.#services, this.#actor, row, this.#context))
    await this.#inTransaction(async (tx) => {
      await this.#prepare(tx)
      await this.#count(tx, tallyOf(outcomes))
    })
    return outcomes
  }

  /** Says what was taken so far, where more follows what became visible as one: a crash in between leaves right counts. */
  async count(sum: Tally): Promise<void> {
    if (!this.#isStored) return
    const where = { id: this.#context.batchId }
    await this.#inTransaction((tx) => tx.ingestBatch.update({ where, data: sum, select: { id: true } }))
  }

  /** Closes the batch; the hash is null where the file was not read to its end. Returns its id, or null for none. */
  async finish(sum: Tally, contentHash: string | null): Promise<string | null> {
    if (!this.#isStored) return null
    const { batchId: id } = this.#context
    const { kind, source } = this.#batch
    const at = this.#services.now()
    await this.#inTransaction(async (tx) => {
      const end = contentHash === null ? {} : { contentHash, finishedAt: at }
      await tx.ingestBatch.update({ where: { id }, data: { ...sum, ...end }, select: { id: true } })
      await recordAudit(tx, this.#actor, 'ingest.finished', { at, detail: { batch: id, kind, source, ...sum } })
    })
    return id
  }

  /** What the kind says of the whole file; null where it says nothing, or nothing was written. */
  async report(): Promise<string | null> {
    return this.#isStored && this.#report ? this.#report.finish(this.#services, this.#context.batchId) : null
  }

  async #prepare(tx: Tx): Promise<void> {
    if (this.#isStored || this.#preparedIn === tx) return
    const { batchId: id, now: startedAt, isDryRun } = this.#context
    // Seen at once, so that the desk shows what is being taken.
    const db = this.#tx && !isDryRun ? this.#services.db : tx
    // The hash is known when the whole file has been read.
    await db.ingestBatch.create({ data: { id, ...this.#batch, contentHash: '', startedAt }, select: { id: true } })
    this.#preparedIn = tx
    this.#isStored = !isDryRun
  }

  /** What is one in all is counted at its end. */
  async #count(tx: Tx, { accepted, unchanged, rejected }: Tally): Promise<void> {
    if (this.#tx) return
    await tx.ingestBatch.update({
      where: { id: this.#context.batchId },
      data: {
        accepted: { increment: accepted },
        unchanged: { increment: unchanged },
        rejected: { increment: rejected },
      },
      select: { id: true },
    })
  }

  async #inTransaction<T>(work: (tx: Tx) => Promise<T>, isUndone = (_result: T) => false): Promise<T> {
    if (this.#tx) return work(this.#tx)
    let result: { value: T } | undefined
    try {
      await this.#services.db.$transaction(async (tx) => {
        await waitLong(tx)
        result = { value: await work(tx) }
        if (this.#context.isDryRun || isUndone(result.value)) throw new Undone()
      }, LONG)
    } catch (error) {
      if (!(error instanceof Undone)) throw error
    }
    if (!result) throw new Error('The transaction ended without its result.')
    return result.value
  }
}

/** Whoever comes second waits for the whole of the first. */
const waitLong = (tx: Tx) => tx.$executeRaw`
  select set_config('lock_timeout', ${LONGEST}, true), set_config('statement_timeout', ${LONGEST}, true)`

function tallyOf(outcomes: readonly Outcome[]): Tally {
  const accepted = outcomes.filter((outcome) => outcome === 'ACCEPTED').length
  const unchanged = outcomes.filter((outcome) => outcome === 'UNCHANGED').length
  return { accepted, unchanged, rejected: outcomes.length - accepted - unchanged }
}
