import fs from 'node:fs'
import type { BatchWriter } from './batch-writer.ts'
import { jsonItems } from './json-items.ts'
import { meterDataBills } from './meter-data-bills.ts'
import { type NamedRow, namedRows, type Stored } from './named-rows.ts'
import type { ReadContext } from './row-shape.ts'

const BATCH_BILLS = 100

/**
 * The bills of a file, on the disk until its readings are there: they may be billed by its registers, and each is booked
 * in a transaction of its own, which sees nothing of another that has not ended.
 */
export class KeptBills {
  #file: string
  #context: ReadContext
  #isEmpty = true

  /** `file` is made with the first bill; whoever named it removes it. */
  constructor(file: string, context: ReadContext) {
    this.#file = file
    this.#context = context
  }

  add(row: NamedRow): void {
    fs.appendFileSync(this.#file, `${JSON.stringify(row)}\n`, { mode: 0o600 })
    this.#isEmpty = false
  }

  /** Books them in the order of the file, some at a time, and says what became of those. */
  async *store(writer: Pick<BatchWriter<never>, 'as'>): AsyncGenerator<Stored> {
    if (this.#isEmpty) return
    const rows = namedRows(meterDataBills, this.#context)
    for await (const { text } of jsonItems(fs.createReadStream(this.#file))) {
      rows.read(JSON.parse(text) as NamedRow)
      if (rows.waiting >= BATCH_BILLS) yield await rows.store(writer)
    }
    yield await rows.store(writer)
  }
}
