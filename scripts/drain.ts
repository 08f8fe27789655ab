import type http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

const QUIET_MS = 1_000
/** How long quiet is waited for at the most. */
export const LONGEST_TURNING_AWAY_MS = 5_000

/**
 * Ends a server without losing a request. For `seconds` it goes on serving, while readiness already says no and every
 * answer closes its connection, so that a proxy that looks at readiness turns to other servers, and every proxy lets go of
 * the connections that it keeps. One that does not look is told by `turnAway`. When nobody has come for a second nothing
 * new is accepted, the requests under way are answered, and all connections are closed.
 *
 * To stop accepting at once would reset connections that the kernel has taken and Node has not, with a form in them
 * perhaps, which no proxy may send twice.
 */
export async function drain(server: http.Server, seconds: number, turnAway: () => void): Promise<void> {
  if (seconds > 0) {
    await pause(seconds * 1_000)
    turnAway()
    await untilQuiet(server)
  }
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // A connection that a browser keeps open for later must not hold up the end.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  await closed
  clearInterval(sweep)
}

async function untilQuiet(server: http.Server): Promise<void> {
  let lastAt = performance.now()
  const until = lastAt + LONGEST_TURNING_AWAY_MS
  const note = () => {
    lastAt = performance.now()
  }
  server.on('connection', note)
  for (let now = lastAt; now < Math.min(until, lastAt + QUIET_MS); now = performance.now()) await pause(50)
  server.off('connection', note)
}
