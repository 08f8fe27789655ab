import type http from 'node:http'
import path from 'node:path'
import compression from 'compression'
import next from 'next'
import { countRequest } from '#lib/operations/process-metrics.ts'
import { isEnding, markEnding } from '#lib/platform/ending.ts'
import { env } from '#lib/platform/env.ts'
import { oneLine } from '#lib/platform/errors.ts'
import { logFault } from '#lib/platform/log.ts'
import { keepTo, outboundOf } from '#lib/platform/outbound.ts'
import { quietConsole } from '#lib/platform/quiet-console.ts'
import { watchRequest } from '#lib/platform/request-failure.ts'
import { keepsDeskToItsPlace } from './desk-place.ts'
import { drain } from './drain.ts'
import { replaceFailedAnswer } from './failed-answer.ts'
import { inTurns } from './in-turns.ts'
import { keepsToHosts } from './known-hosts.ts'
import { asksForScriptsLate } from './late-scripts.ts'
import { replaceMissingPage } from './missing-page.ts'
import { leadBrokenPathNowhere } from './nowhere.ts'
import { turnsAway } from './overload.ts'
import { readOwnTls } from './own-tls.ts'
import { asksTooFast } from './page-limit.ts'
import { dropOddRouterState } from './router-state.ts'
import { keepToOwnProxy, networksOf } from './sender-address.ts'
import { patientServer, SOCKET_LIMITS } from './slow-sockets.ts'
import { keepsToFiles } from './static-files.ts'
import { nameType } from './typed-answer.ts'

/** The web server of production: Next.js behind a listener of ours, which answers in plain words what Next.js could not. */
const { port, host, portalUrl, deskHost, deskNetworks, drainSeconds, trustedProxies } = env()
keepTo(outboundOf(env()))
quietConsole()
// `quiet`: Next.js would print each error with its stack a second time; instrumentation.ts logs them.
const app = next({ dir: path.dirname(import.meta.dirname), hostname: host, port, quiet: true })
await app.prepare()
const handle = app.getRequestHandler()
const inTurn = inTurns()
const compress = compression()
const isNoWayToFile = keepsToFiles(path.join(path.dirname(import.meta.dirname), 'public'))
const isOtherHost = keepsToHosts(portalUrl, host, deskHost)
const keepDeskToItsPlace = keepsDeskToItsPlace({ deskHost, deskNetworks })
const isTooMany = turnsAway(env().mostRequestsAtOnce)
const isTooFast = asksTooFast(env().pagesAMinute)

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const proxies = networksOf(trustedProxies)
let hasWarned = false
let isTurningAway = false
const serve: http.RequestListener = (request, response) => {
  const beganAt = performance.now()
  response.once('close', () => {
    const path = request.url?.split('?')[0] ?? ''
    countRequest(path, response.writableFinished ? response.statusCode : null, (performance.now() - beganAt) / 1_000)
  })
  if (isEnding()) response.shouldKeepAlive = false
  // We answer 504 for nothing else: a proxy asks another portal then and leaves this one alone for a while.
  if (isTurningAway && (request.method === 'GET' || request.method === 'HEAD')) {
    return void response.writeHead(504, { 'Retry-After': '1' }).end()
  }
  // Next.js answers TRACE with the request's own headers, cookies among them, and methods that it does not know as GET.
  if (!METHODS.includes(request.method ?? '')) return void response.writeHead(405, { Allow: METHODS.join(', ') }).end()
  if (isOtherHost(request, response)) return
  if (keepToOwnProxy(request, proxies) && !hasWarned) {
    hasWarned = true
    // Whoever sent it is not named: it may be a person.
    logFault('UNKNOWN_PROXY')
  }
  leadBrokenPathNowhere(request)
  keepDeskToItsPlace(request)
  if (isNoWayToFile(request, response)) return
  if (isTooMany(request, response)) return
  dropOddRouterState(request.headers)
  const fail = (error: unknown) => {
    logFault('REQUEST', { method: request.method }, error)
    response.statusCode = 500
    response.end()
  }
  const begin = () =>
    watchRequest((failure, forget) => {
      response.once('close', forget)
      replaceFailedAnswer(request, response, failure)
      const answer = (asked: http.IncomingMessage) => {
        compress(asked, response, () => {})
        asksForScriptsLate(response)
        return handle(asked, response).catch(fail)
      }
      replaceMissingPage(request, response, answer)
      nameType(response)
      void answer(request)
    })
  isTooFast(request, response)
    .then((isAnswered) => isAnswered || inTurn(begin))
    .catch(fail)
}
const server = patientServer(serve, proxies, SOCKET_LIMITS, readOwnTls(env()))
// No page of ours uses WebSockets, and holes in Next.js ran through them.
server.on('upgrade', (_, socket) => socket.destroy())
server.on('connect', (_, socket) => socket.destroy())
server.on('error', (error) => {
  process.stderr.write(`${oneLine(error)}\n`)
  process.exit(1)
})
server.listen(port, host)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isEnding()) return
    markEnding()
    const turnAway = () => {
      isTurningAway = true
    }
    void drain(server, drainSeconds, turnAway)
      .then(() => app.close())
      .finally(() => process.exit(0))
  })
}
