import { randomInt } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { processMetrics } from '#lib/operations/process-metrics.ts'
import { failedAnswer } from './failed-answer.ts'

/** Those who are turned away come back one by one. */
const RETRY_AFTER_SECONDS = { least: 5, most: 20 }
/** Whoever has typed something goes before whoever looks. */
const FORMS_AT_ONCE = 2

/**
 * Paths that are never turned away: files that a page which was served still needs, a proxy's question whether we are well,
 * and systems that would only send the same again, and give up one day.
 */
const ALWAYS_SERVED = /^\/(?:_next\/static|icons|api\/(?:ready|metrics|webhooks|ingest))(?:\/|$)/

/**
 * Keeps a process from taking more than it can answer: beyond `mostAtOnce` requests under way (twice as many for what is
 * sent by a form) it answers 503 with `Retry-After` at once, in words, instead of letting everybody wait until all of them
 * give up. Returns whether this request was answered so.
 */
export function turnsAway(mostAtOnce: number): (request: IncomingMessage, response: ServerResponse) => boolean {
  let underWay = 0
  return (request, response) => {
    const isLook = request.method === 'GET' || request.method === 'HEAD'
    const isTooMany = underWay >= (isLook ? mostAtOnce : FORMS_AT_ONCE * mostAtOnce)
    if (!isTooMany || ALWAYS_SERVED.test(request.url?.split('?')[0] ?? '')) {
      underWay += 1
      response.once('close', () => {
        underWay -= 1
      })
      return false
    }
    processMetrics().turnedAway.inc()
    const retryAfterSeconds = randomInt(RETRY_AFTER_SECONDS.least, RETRY_AFTER_SECONDS.most + 1)
    const { status, headers, body } = failedAnswer(request, { reason: 'busy', retryAfterSeconds })
    // What a form sent stays unread, and the next request must not begin in the middle of it.
    response.writeHead(status, isLook ? headers : { ...headers, Connection: 'close' }).end(body)
    return true
  }
}
