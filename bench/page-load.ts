import autocannon, { type Request } from 'autocannon'
import type { Portal } from '#e2e/support/portal.ts'
import type { Visitor } from './log-in.ts'
import { quantile } from './table.ts'

export const CONNECTIONS = 10
export const SECONDS_EACH = 3
/** Yesterday is the day that `A day` shows. */
export const NOW = '2026-11-23T10:00:00+05:30'
const YESTERDAY = '2026-11-22'

/** One page in one round: requests a second, and how long each took, in ms. */
export type Measured = { rate: number; times: number[] }
export type Page = { name: string; paths: (visitor: Visitor) => string[] }

/** What Next.js and React cost before anybody's data is read. */
const LOGIN: Page = { name: 'Login page', paths: () => ['/login'] }
/** The login page, Home, those with readings behind them, and bills. A line adds a page. */
export const PAGES: readonly Page[] = [
  LOGIN,
  { name: 'Home', paths: ({ home }) => [home] },
  { name: 'Daily consumption', paths: ({ home }) => [`${home}/consumption`] },
  { name: 'A year', paths: ({ home }) => [`${home}/consumption/year`] },
  { name: 'A day', paths: ({ home }) => [`${home}/consumption/${YESTERDAY}`] },
  { name: 'Estimated consumption', paths: ({ home }) => [`${home}/estimate`] },
  { name: 'Load', paths: ({ home }) => [`${home}/load`] },
  { name: 'Power quality', paths: ({ home }) => [`${home}/quality`] },
  { name: 'A bill', paths: ({ bills }) => bills },
  { name: 'A bill as PDF', paths: ({ bills }) => bills.map((bill) => `${bill}/pdf`) },
]

/** Visitors take turns, each with all of their paths. */
export function requestsOf(page: Page, visitors: readonly Visitor[]): Request[] {
  return visitors.flatMap((visitor) =>
    page.paths(visitor).map((path) => ({ path, headers: { cookie: page === LOGIN ? '' : visitor.cookie } })),
  )
}

/** Some seconds of one page's load. Throws when a request failed. */
export async function load(portal: Portal, requests: Request[]): Promise<Measured> {
  const times: number[] = []
  const load = autocannon({ url: portal.url, connections: CONNECTIONS, duration: SECONDS_EACH, requests })
  load.on('response', (_, __, ___, milliseconds) => times.push(milliseconds))
  const result = await load
  const failed = result.non2xx + result.errors + result.timeouts
  if (failed > 0) throw new Error(`${failed} of ${times.length} requests failed, such as ${requests[0]?.path}.`)
  return { rate: times.length / result.duration, times }
}

/** Of all rounds together: a round of a page has about 120 requests, of which six alone would decide. */
export const p95 = (rounds: readonly Measured[]): number =>
  quantile(
    rounds.flatMap(({ times }) => times),
    0.95,
  )
