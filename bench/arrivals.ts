import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Portal } from '#e2e/support/portal.ts'
import { quantile } from './table.ts'

/**
 * What somebody does: its requests one after the other. Returns the status of the last; `NO_ANSWER` where nobody answered,
 * `ODD_ANSWER` where the page was not what they came for.
 */
export type Visit = () => Promise<number>
const NO_ANSWER = 0
export const ODD_ANSWER = -1
/** How a visit ends well. */
export const SERVED: readonly number[] = [200, 303]
/** `milliseconds` from the moment at which the visit was to begin, `atSecond` since the start of all. */
export type Arrived = { status: number; milliseconds: number; atSecond: number }

/**
 * Visits that begin when their time has come, whatever became of those before them, as people do; so a portal that falls
 * behind is not asked less. `perSecond` may change with the second.
 */
export async function arrive(
  { perSecond, seconds }: { perSecond: (second: number) => number; seconds: number },
  visit: Visit,
): Promise<Arrived[]> {
  const startedAt = performance.now()
  const under: Promise<Arrived>[] = []
  let dueAt = 0
  while (dueAt < seconds) {
    const wait = startedAt + dueAt * 1_000 - performance.now()
    if (wait > 0) await pause(wait)
    under.push(timed(visit, { startedAt, dueAt }))
    dueAt += 1 / perSecond(dueAt)
  }
  return Promise.all(under)
}

async function timed(visit: Visit, { startedAt, dueAt }: { startedAt: number; dueAt: number }): Promise<Arrived> {
  const status = await visit().catch(() => NO_ANSWER)
  return { status, milliseconds: performance.now() - startedAt - dueAt * 1_000, atSecond: dueAt }
}

/**
 * 95th and 99th percentile in milliseconds, and the share of visits whose end is not one of `allowed`, of which those that
 * were told to come back (503) and those to which nobody answered in time are counted apart.
 */
export function summaryOf(arrived: readonly Arrived[], allowed = SERVED) {
  const times = arrived.map(({ milliseconds }) => milliseconds)
  const shareOf = (is: (status: number) => boolean) =>
    arrived.filter(({ status }) => is(status)).length / arrived.length
  return {
    visits: arrived.length,
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    failed: shareOf((status) => !allowed.includes(status)),
    toldToComeBack: shareOf((status) => status === 503),
    unanswered: shareOf((status) => status === NO_ANSWER),
  }
}

type Answer = { status: number; location: string; cookies: string[]; body: string }
type Asked = { cookie?: string; form?: Record<string, string>; json?: unknown; source?: string }

/** People's browsers: each connection is used again by the next. */
export class Browsers {
  readonly #agent = new http.Agent({ keepAlive: true })
  readonly #portal: Portal

  constructor(portal: Portal) {
    this.#portal = portal
  }

  /** One request with a form, JSON or nothing in it, within ten seconds; fails where nobody answers. */
  ask(path: string, { cookie = '', form, json, source }: Asked = {}): Promise<Answer> {
    const body = form ? new URLSearchParams(form).toString() : json === undefined ? '' : JSON.stringify(json)
    const headers = {
      Accept: 'text/html',
      Cookie: cookie,
      ...(source && { 'X-Forwarded-For': source }),
      ...(body && {
        Origin: this.#portal.url,
        'Content-Type': form ? 'application/x-www-form-urlencoded' : 'application/json',
        'Content-Length': Buffer.byteLength(body),
      }),
    }
    return new Promise((resolve, reject) => {
      const request = http.request(
        `${this.#portal.url}${path}`,
        { agent: this.#agent, method: body ? 'POST' : 'GET', headers, timeout: 10_000 },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              location: response.headers.location ?? '',
              cookies: (response.headers['set-cookie'] ?? []).map((each) => each.split(';')[0] as string),
              body: Buffer.concat(chunks).toString(),
            }),
          )
        },
      )
      request.on('timeout', () => request.destroy(new Error('Nobody answered within ten seconds.')))
      request.on('error', reject)
      request.end(body)
    })
  }

  leave(): void {
    this.#agent.destroy()
  }
}
