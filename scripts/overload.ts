import { randomInt } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { processMetrics } from '#lib/operations/process-metrics.ts'
import { isLook, turnAway } from './failed-answer.ts'

/** Those who are turned away come back one by one. */
const RETRY_AFTER_SECONDS = { least: 5, most: 20 }
/** Whoever has typed something goes before whoever looks. */
const FORMS_AT_ONCE = 2
/** Of pages at once, while the process has no time left: enough that it never waits, few enough that nobody waits long. */
const SHARE_WHILE_BUSY = 1 / 4
/** No time left: the event loop had work in so much of the last half second. */
const BUSY = { share: 0.95, overMs: 500 }

/**
 * Paths that are never turned away: files that a page which was served still needs, a proxy's question whether we are well,
 * and systems that would only send the same again, and give up one day. The demo's gateway answers in this process for a
 * machine that would be another: turned away, it could confirm no payment.
 */
const ALWAYS_SERVED = /^\/(?:_next\/static|icons|demo\/razorpay|api\/(?:ready|metrics|webhooks|ingest))(?:\/|$)/

/**
 * Keeps a process from taking more than it can answer: with `mostAtOnce` requests in hand (twice as many for what is sent
 * by a form, a quarter for pages while it is busy) it answers 503 with `Retry-After` at once, in words, instead of letting
 * everybody wait until all of them give up. Returns whether this request was answered so.
 *
 * A count alone would be wrong on one side: many may wait for a slow gateway or database and cost nothing, while a process
 * that computes all the time serves no more of many than of few, and each of the many later. Nor does it count who keeps
 * us waiting: a few hundred slow senders would take all places (how long those may take: `slow-sockets.ts`).
 */
export function turnsAway(
  mostAtOnce: number,
  isBusy: () => boolean = busyLoop(),
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const underWay = new Set<ServerResponse>()
  return (request, response) => {
    const share = isLook(request) ? (isBusy() ? SHARE_WHILE_BUSY : 1) : FORMS_AT_ONCE
    const isTooMany = [...underWay].filter(isInHand).length >= share * mostAtOnce
    if (!isTooMany || ALWAYS_SERVED.test(request.url?.split('?')[0] ?? '')) {
      underWay.add(response)
      response.once('close', () => underWay.delete(response))
      return false
    }
    processMetrics().turnedAway.inc()
    const retryAfterSeconds = randomInt(RETRY_AFTER_SECONDS.least, RETRY_AFTER_SECONDS.most + 1)
    turnAway(request, response, { reason: 'busy', retryAfterSeconds })
    return true
  }
}

/**
 * Whether the next step is ours: all that was sent has come in, and what we have answered so far is being read. A look is
 * answered whether or not something comes with it.
 */
const isInHand = ({ req, writableEnded, writableNeedDrain }: ServerResponse) =>
  (req.complete || isLook(req)) && !writableEnded && !writableNeedDrain

/** Whether this process has had work without a pause of late. */
function busyLoop(): () => boolean {
  let before = performance.eventLoopUtilization()
  let isBusy = false
  const look = () => {
    const now = performance.eventLoopUtilization()
    isBusy = performance.eventLoopUtilization(now, before).utilization >= BUSY.share
    before = now
  }
  setInterval(look, BUSY.overMs).unref()
  return () => isBusy
}
