import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '#lib/platform/db.ts'
import { PAGES } from '#lib/platform/services.ts'

/** What a batch takes, so many times over, is the rest after it. */
const RESTS = 2
const MOST_REST_MS = 1_000
const LOOK_EVERY_MS = 200
/** How long a file without batches works at a time. */
const PIECE_MS = 100

/**
 * Lets pages go first: what is returned is called after each batch of a file with how long it took, and rests where pages
 * ask the same database. Nobody waits for a file as a person waits for a page. A database that nobody else asks is
 * used to the full.
 */
export function givingWay(db: Db, rest: (ms: number) => Promise<unknown> = pause): (tookMs: number) => Promise<void> {
  let [lookedAt, isAsked] = [Number.NEGATIVE_INFINITY, false]
  return async (tookMs) => {
    const now = performance.now()
    if (now - lookedAt >= LOOK_EVERY_MS) {
      lookedAt = now
      isAsked = await arePagesServed(db)
    }
    if (isAsked) await rest(Math.min(tookMs * RESTS, MOST_REST_MS))
  }
}

/** As `givingWay`, for work of many small steps: what is returned is called after each, and rests after a tenth of a second. */
export function givingWayBetween(
  db: Db,
  rest?: (ms: number) => Promise<unknown>,
  pieceMs: number = PIECE_MS,
): () => Promise<void> {
  const giveWay = givingWay(db, rest)
  let beganAt = performance.now()
  return async () => {
    const tookMs = performance.now() - beganAt
    if (tookMs < pieceMs) return
    await giveWay(tookMs)
    beganAt = performance.now()
  }
}

/** Whether a page asks the database now, or did a moment ago; an account sees only its own connections. */
export async function arePagesServed(db: Db): Promise<boolean> {
  const [found] = await db.$queryRaw<{ areServed: boolean }[]>`
    select exists (
      select from pg_stat_activity
      where "datname" = current_database() and "application_name" = ${PAGES} and "pid" <> pg_backend_pid()
        and ("state" = 'active' or "state_change" > clock_timestamp() - interval '50 milliseconds')
    ) as "areServed"`
  return found?.areServed ?? false
}
