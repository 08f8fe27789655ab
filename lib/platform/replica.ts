import type { Db } from './db.ts'

type Asks = Pick<Db, '$queryRaw'>

const LOOK_EVERY_MS = 5_000
/** What was seen of a replica that nobody could look at since says nothing any more. */
const SEEN_HOLDS_MS = 3 * LOOK_EVERY_MS

/** A copy of the database that follows it, for reads that may be some seconds old. */
export type Replica = { db: Db; watch: ReplicaWatch }

/**
 * Whether a replica keeps up: at each look it must have everything that the primary had at the look before. So what is
 * read there is as old as two looks at the most, whether much is written or nothing, and a replica that was cut off or
 * promoted is seen as what it is.
 */
export class ReplicaWatch {
  readonly #primary: Asks
  readonly #replica: Asks
  readonly #nowMs: () => number
  /** Where the primary's log ended at the last look. */
  #mark: string | null = null
  #keptUpAtMs: number | null = null

  constructor({
    primary,
    replica,
    nowMs = () => performance.now(),
  }: { primary: Asks; replica: Asks; nowMs?: () => number }) {
    this.#primary = primary
    this.#replica = replica
    this.#nowMs = nowMs
  }

  keepsUp(): boolean {
    return this.#keptUpAtMs !== null && this.#nowMs() - this.#keptUpAtMs < SEEN_HOLDS_MS
  }

  /** For whoever read from it and failed: it is not asked again before the next look. */
  avoid(): void {
    this.#keptUpAtMs = null
  }

  async look(): Promise<void> {
    const at = this.#nowMs()
    try {
      const [primary] = await this.#primary.$queryRaw<{ end: string }[]>`select pg_current_wal_lsn()::text as "end"`
      const mark = this.#mark ?? primary?.end
      this.#mark = primary?.end ?? null
      const [replica] = await this.#replica.$queryRaw<{ has: boolean | null }[]>`
        select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= ${mark}::text::pg_lsn as "has"`
      this.#keptUpAtMs = replica?.has ? at : null
    } catch {
      this.avoid()
    }
  }

  /** Looks every few seconds as long as this process runs. */
  start(): void {
    const lookOn = () => void this.look().finally(() => setTimeout(lookOn, LOOK_EVERY_MS).unref())
    lookOn()
  }
}
