import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { isPassing } from '#lib/platform/errors.ts'
import { newNonce } from '#lib/platform/nonce.ts'
import { type FailureReason, failurePage } from './failure-page.ts'

/** An embedded server is back within seconds, and a restarted one of a utility's hardly later. */
const BACK_AFTER_SECONDS = 10
/** Next.js tells what failed a moment before or after it begins to answer. */
const TOLD_WITHIN_MS = 250
const STATUS: Record<FailureReason, number> = { error: 500, unavailable: 503, busy: 503, limit: 429 }

/**
 * Sees to it that a request that failed is answered in words that a person can read. Next.js answers 500, with an empty
 * body or a page that is blank without JavaScript; that answer is held back, and ours takes its place: 503 with
 * `Retry-After` when a second try may succeed (the database was away), else 500. All other answers pass through.
 */
export function replaceFailedAnswer(request: IncomingMessage, response: ServerResponse, failure: Promise<unknown>) {
  const { writeHead, write, end, flushHeaders } = response
  const isFailed = () => !response.headersSent && response.statusCode === 500
  let isHeld = false

  const hold = () => {
    if (isHeld) return
    isHeld = true
    void Promise.race([failure, pause(TOLD_WITHIN_MS)]).then((error) => {
      Object.assign(response, { writeHead, write, end, flushHeaders })
      for (const name of response.getHeaderNames()) response.removeHeader(name)
      const { status, headers, body } = failedAnswer(
        request,
        isPassing(error) ? { reason: 'unavailable', retryAfterSeconds: BACK_AFTER_SECONDS } : { reason: 'error' },
      )
      response.writeHead(status, headers).end(body)
    })
  }

  response.writeHead = ((status: number, ...more: never[]) => {
    response.statusCode = status
    if (!isFailed()) return writeHead.call(response, status, ...more)
    hold()
    return response
  }) as typeof writeHead
  response.flushHeaders = () => (isHeld || isFailed() ? hold() : flushHeaders.call(response))
  response.write = ((...given: Parameters<typeof write>) => {
    if (!isHeld && !isFailed()) return write.apply(response, given)
    hold()
    return true
  }) as typeof write
  response.end = ((...given: Parameters<typeof end>) => {
    if (!isHeld && !isFailed()) return end.apply(response, given)
    hold()
    // Whoever wrote the held answer is told when ours is out.
    const done = (given as unknown[]).find((value) => typeof value === 'function')
    if (done) response.once('finish', done as () => void)
    return response
  }) as typeof end
}

export const isLook = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD'

type Failure = { reason: FailureReason; retryAfterSeconds?: number }

/** Answers a request that is turned away before anybody has read it. */
export function turnAway(request: IncomingMessage, response: ServerResponse, failure: Failure): void {
  const { status, headers, body } = failedAnswer(request, failure)
  // What a form sent stays unread, and the next request must not begin in the middle of it.
  response.writeHead(status, isLook(request) ? headers : { ...headers, Connection: 'close' }).end(body)
}

/**
 * What is answered instead of what was asked for: a page in both languages for whoever reads HTML, JSON for scripts and
 * machines. 503 or 429 where a second try may succeed, else 500.
 */
function failedAnswer(request: IncomingMessage, { reason, retryAfterSeconds }: Failure) {
  const { url = '/', headers: asked } = request
  const status = STATUS[reason]
  const headers: Record<string, string> = {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(retryAfterSeconds && { 'Retry-After': String(retryAfterSeconds) }),
  }
  const path = url.split('?')[0] as string
  const isPage = asked.accept?.includes('text/html') || !(path.startsWith('/api/') || path.endsWith('.json'))
  if (!isPage) {
    headers['Content-Type'] = 'application/json; charset=utf-8'
    return { status, headers, body: JSON.stringify({ error: reason === 'error' ? 'internal' : reason }) }
  }
  const nonce = newNonce()
  headers['Content-Type'] = 'text/html; charset=utf-8'
  headers['Content-Security-Policy'] = `default-src 'none'; style-src 'nonce-${nonce}'; frame-ancestors 'none'`
  return { status, headers, body: failurePage({ reason, canReload: isLook(request), nonce }) }
}
