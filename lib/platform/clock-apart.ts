import { setRealTime } from './clock.ts'
import type { Db } from './db.ts'
import { logFault } from './log.ts'

/** A clock that is kept is apart by milliseconds; at 30 seconds a step of an authenticator (RFC 6238) is another one. */
export const MOST_SECONDS_APART = 30
const TOLD_AGAIN_MS = 3_600_000

type Asks = { db: Pick<Db, '$queryRaw'> }

/**
 * By how many milliseconds the clock of this process is ahead of the database's (negative: behind) where that is more than
 * it may be, else null. Both are the real ones, whatever `PORTAL_CLOCK` says. The database's instant belongs between
 * question and answer: a slow way there is no other time.
 */
async function millisecondsAhead({ db }: Asks, nowMs: () => number): Promise<number | null> {
  const askedAt = nowMs()
  const rows = await db.$queryRaw<{ at: number }[]>`select extract(epoch from clock_timestamp())::float8 * 1000 as "at"`
  const answeredAt = nowMs()
  const at = rows[0]?.at ?? askedAt
  const aheadMs = at < askedAt ? askedAt - at : Math.min(0, answeredAt - at)
  return Math.abs(aheadMs) > MOST_SECONDS_APART * 1_000 ? aheadMs : null
}

const inSeconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 1_000))

/** The same in whole seconds. */
export async function secondsAhead(asks: Asks, nowMs: () => number = Date.now): Promise<number | null> {
  return inSeconds(await millisecondsAhead(asks, nowMs))
}

/**
 * Goes by the database's time where the two are apart, and by this machine's where they agree: all that ends ends by the
 * clock of a process, and the portals of one database should agree when (threat T37). Returns what `secondsAhead` does.
 */
export async function followDatabase(asks: Asks, nowMs: () => number = Date.now): Promise<number | null> {
  const aheadMs = await millisecondsAhead(asks, nowMs)
  setRealTime(aheadMs === null ? null : nowMs() - aheadMs)
  return inSeconds(aheadMs)
}

/** Follows the database's time, and says in the log that the clocks are apart: at once, and again each hour while they are. */
export function clockWatch(nowMs?: () => number, elapsedMs: () => number = () => performance.now()) {
  let toldAtMs: number | null = null
  return async (services: Asks): Promise<void> => {
    const ahead = await followDatabase(services, nowMs)
    if (ahead === null) toldAtMs = null
    else if (toldAtMs === null || elapsedMs() - toldAtMs >= TOLD_AGAIN_MS) {
      toldAtMs = elapsedMs()
      logFault('CLOCK_APART', { ahead })
    }
  }
}
