import { randomUUID } from 'node:crypto'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { SystemActor } from '#lib/identity/actor.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import type { FileReport, Outcome, RowWriter, WriteContext } from './csv-kind.ts'

export type Tally = { accepted: number; unchanged: number; rejected: number }

/** Undoes what a dry run has written. */
class DryRun extends Error {}

/**
 * Writes rows of one file under one `IngestBatch`, whose counts move in the transaction that moves the data: after a
 * crash they still say what was taken. The batch exists once there is something to write.
 */
export class BatchWriter<Row> {
  #services: Services
  #actor: SystemActor
  #kind: RowWriter<Row>
  #report: FileReport<Row> | null
  #context: WriteContext
  #batch: { kind: string; source: string }
  #isStored = false

  constructor(
    services: Services,
    actor: SystemActor,
    kind: RowWriter<Row> & { report?: () => FileReport<Row> },
    { kind: name, source, ...context }: Omit<WriteContext, 'batchId'> & { kind: string; source: string },
  ) {
    this.#services = services
    this.#actor = actor
    this.#kind = kind
    this.#report = context.isDryRun ? null : (kind.report?.() ?? null)
    this.#context = { ...context, batchId: randomUUID() }
    this.#batch = { kind: name, source }
  }

  /** One outcome a row, in order. */
  async write(rows: Row[]): Promise<Outcome[]> {
    const outcomes = rows.length === 0 ? [] : await this.#write(rows, this.#kind)
    for (const [index, row] of rows.entries()) if (typeof outcomes[index] === 'string') this.#report?.add(row)
    return outcomes
  }

  /** Writes rows of another kind under the same batch: a file may speak of several. */
  as<Other>(kind: RowWriter<Other>): Pick<BatchWriter<Other>, 'write'> {
    return { write: async (rows) => (rows.length === 0 ? [] : this.#write(rows, kind)) }
  }

  async #write<Any>(rows: Any[], kind: RowWriter<Any>): Promise<Outcome[]> {
    if ('writeBatch' in kind)
      return this.#inTransaction(async (tx) => {
        await this.#prepare(tx)
        const outcomes = await kind.writeBatch(tx, rows, this.#context)
        await this.#count(tx, outcomes)
        return outcomes
      })
    // Rows may name the batch.
    if (!this.#context.isDryRun) await this.#inTransaction((tx) => this.#prepare(tx))
    const outcomes: Outcome[] = []
    for (const row of rows) outcomes.push(await kind.writeRow(this.#services, this.#actor, row, this.#context))
    await this.#inTransaction(async (tx) => {
      await this.#prepare(tx)
      await this.#count(tx, outcomes)
    })
    return outcomes
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
    if (this.#isStored) return
    const { batchId: id, now: startedAt, isDryRun } = this.#context
    // The hash is known when the whole file has been read.
    await tx.ingestBatch.create({ data: { id, ...this.#batch, contentHash: '', startedAt }, select: { id: true } })
    this.#isStored = !isDryRun
  }

  async #count(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
    const accepted = outcomes.filter((outcome) => outcome === 'ACCEPTED').length
    const unchanged = outcomes.filter((outcome) => outcome === 'UNCHANGED').length
    const counts = { accepted, unchanged, rejected: outcomes.length - accepted - unchanged }
    await tx.ingestBatch.update({
      where: { id: this.#context.batchId },
      data: {
        accepted: { increment: counts.accepted },
        unchanged: { increment: counts.unchanged },
        rejected: { increment: counts.rejected },
      },
      select: { id: true },
    })
  }

  async #inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    let result: { value: T } | undefined
    try {
      await this.#services.db.$transaction(async (tx) => {
        result = { value: await work(tx) }
        if (this.#context.isDryRun) throw new DryRun()
      })
    } catch (error) {
      if (!(error instanceof DryRun)) throw error
    }
    if (!result) throw new Error('The transaction ended without its result.')
    return result.value
  }
}
