import type http from 'node:http'
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'

/**
 * Ends a server without losing a request. For `seconds` it goes on serving, while readiness already says no and every
 * answer closes its connection: a proxy turns to other servers and lets go of the connections that it keeps. Then nothing
 * new is accepted, and the requests under way are answered. Resolves when all connections are closed.
 */
export async function drain(server: http.Server, seconds: number): Promise<void> {
  await pause(seconds * 1_000)
  if (seconds > 0) await acceptWaiting(server)
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // A connection that a browser keeps open for later must not hold up the end.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  await closed
  clearInterval(sweep)
}

/**
 * Resolves after a turn of the event loop in which no connection was waiting: Node accepts one a turn, and those that the
 * kernel still holds when a server closes are reset, with a request that no proxy may repeat perhaps in them.
 */
async function acceptWaiting(server: http.Server): Promise<void> {
  let accepted = true
  const note = () => {
    accepted = true
  }
  server.on('connection', note)
  while (accepted) {
    accepted = false
    await nextTurn()
  }
  server.off('connection', note)
}
