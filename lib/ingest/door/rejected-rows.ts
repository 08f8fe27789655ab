import { isId } from '#lib/consumers/access.ts'
import type { Services } from '#lib/platform/services.ts'
import { ERRORS_REPORTED, type Ingested } from '../ingestion.ts'

type Rejected = { line: number; reason: string }

/** Who has more wrong rows has one mistake in all of them; a reason may name what stood in a cell. */
const MOST_KEPT = 10_000
const MOST_LETTERS = 2_000_000

/** The rows of a file on its way that were not taken, as far as they are kept for its sender. */
export class RejectedRows {
  #rows: Rejected[] = []
  #letters = 0

  add = ({ line, reason }: Rejected): void => {
    this.#letters += reason.length
    if (this.#rows.length < MOST_KEPT && this.#letters <= MOST_LETTERS) this.#rows.push({ line, reason })
  }

  /** Keeps them with the file's batch, which names the first hundred itself. */
  async keep({ db }: Pick<Services, 'db'>, { batch }: Pick<Ingested, 'batch'>): Promise<void> {
    if (batch === null || this.#rows.length <= ERRORS_REPORTED) return
    await db.rejectedRows.create({ data: { batchId: batch, rows: this.#rows }, select: { batchId: true } })
  }
}

/** What was not taken of a file, and how many rows that were in all. Null for a file that another system sent. */
export async function rejectedRowsOf(
  { db }: Pick<Services, 'db'>,
  { source, batchId }: { source: string; batchId: string },
): Promise<{ rows: readonly Rejected[]; rejected: number } | null> {
  if (!isId(batchId)) return null
  const batch = await db.ingestBatch.findFirst({
    where: { id: batchId, source },
    select: { rejected: true, errors: true, rejectedRows: { select: { rows: true } } },
  })
  if (!batch) return null
  const rows = (batch.rejectedRows?.rows ?? batch.errors ?? []) as Rejected[]
  return { rows, rejected: batch.rejected }
}
