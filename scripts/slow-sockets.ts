import http from 'node:http'
import https from 'node:https'
import net from 'node:net'

/** How long a sender may take, and how many connections one address may hold. */
export type SocketLimits = {
  /** From the opening of a connection, or the first byte of a later request, to the end of its headers. */
  headerMs: number
  /** From there to the end of the body: 20 MB of photos from a phone. */
  bodyMs: number
  /** The same for files of the utility's systems, which are up to 4 GB. */
  fileMs: number
  /** Without a byte of an answer being taken that has begun. A network that is gone says nothing. */
  answerMs: number
  /** Between two requests: longer than proxies keep a connection that they use again (nginx: 60 s), since whoever closes
   * first must not be the one who may just be getting a request. */
  idleMs: number
  /** Open at once from one address that is no proxy of ours. Many homes may share one. */
  mostFromOne: number
}

export const SOCKET_LIMITS: SocketLimits = {
  ...{ headerMs: 15_000, bodyMs: 120_000, fileMs: 3_600_000, answerMs: 120_000, idleMs: 75_000 },
  mostFromOne: 500,
}
const FILES = /^\/api\/ingest\//

/**
 * A server that waits for nobody for ever: whoever sends headers or a body too slowly is told so (408) and cut off, so is
 * whoever does not read the answer, an idle connection is closed, and one that an address opens beyond what it may hold is
 * closed at once. Behind a proxy of ours, which opens the connections of all, the last does not count: nginx has limits of
 * its own. With `tls`, certificate and key, it speaks TLS 1.3 and nothing older: its one partner is the proxy.
 */
export function patientServer(
  listener: http.RequestListener,
  proxies: net.BlockList,
  limits: SocketLimits = SOCKET_LIMITS,
  tls: { cert: string; key: string } | null = null,
): http.Server {
  const { headerMs, answerMs, idleMs } = limits
  const connectionsCheckingInterval = Math.min(1_000, headerMs / 2)
  // `requestTimeout` would be one term for a login's form and for a file of the utility.
  const terms = { headersTimeout: headerMs, requestTimeout: 0, keepAliveTimeout: idleMs, connectionsCheckingInterval }
  const patient: http.RequestListener = (request, response) => {
    limitBody(request, response, limits)
    // What is not yet answered is our own work, which may take long after a file. The listener also keeps Node.js from
    // cutting such a connection off by itself.
    response.on('timeout', () => response.headersSent && request.socket.destroy())
    listener(request, response)
  }
  const server = tls
    ? https.createServer({ ...terms, ...tls, minVersion: 'TLSv1.3', handshakeTimeout: headerMs }, patient)
    : http.createServer(terms, patient)
  // Without a byte in either direction.
  server.timeout = answerMs
  server.on('connection', limitAddress(proxies, limits))
  return server
}

function limitBody(request: http.IncomingMessage, response: http.ServerResponse, limits: SocketLimits): void {
  if (request.complete) return
  const late = setTimeout(
    () => {
      if (request.complete) return
      if (response.headersSent) return void request.socket.destroy()
      response.writeHead(408, { Connection: 'close' }).end(() => request.socket.destroy())
    },
    FILES.test(request.url ?? '') ? limits.fileMs : limits.bodyMs,
  )
  late.unref()
  for (const event of ['end', 'close']) request.once(event, () => clearTimeout(late))
}

function limitAddress(proxies: net.BlockList, { mostFromOne }: SocketLimits): (socket: net.Socket) => void {
  const open = new Map<string, number>()
  return (socket) => {
    const address = (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '')
    if (net.isIP(address) === 0 || proxies.check(address, net.isIPv6(address) ? 'ipv6' : 'ipv4')) return
    const held = (open.get(address) ?? 0) + 1
    if (held > mostFromOne) return void socket.destroy()
    open.set(address, held)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left > 0) open.set(address, left)
      else open.delete(address)
    })
  }
}
