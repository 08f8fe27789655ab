import autocannon, { type Request } from 'autocannon'
import type { Portal } from '#e2e/support/portal.ts'
import { chance } from '#lib/platform/test-random.ts'
import type { Visitor } from './log-in.ts'
import { quantile } from './table.ts'

export const CONNECTIONS = 10
export const SECONDS_EACH = 3
/** Yesterday is the day that `A day` shows. */
export const NOW = '2026-11-23T10:00:00+05:30'
const YESTERDAY = '2026-11-22'
const SEED = 7
const LAST_LINES = 20

/** One page in one round: requests a second, how long each took, in ms, and the status or the error of each that failed. */
export type Measured = { rate: number; times: number[]; failed: string[] }
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

/** All paths of all visitors, mixed by chance, but the same for visitors with as many of them. */
export function requestsOf(page: Page, visitors: readonly Visitor[]): Request[] {
  const random = chance(SEED)
  return visitors
    .flatMap((visitor) =>
      page.paths(visitor).map((path) => ({ path, headers: { cookie: page === LOGIN ? '' : visitor.cookie } })),
    )
    .map((request) => ({ request, lot: random() }))
    .sort((one, other) => one.lot - other.lot)
    .map(({ request }) => request)
}

/** Some seconds of one page's load. */
export async function load(portal: Portal, requests: Request[]): Promise<Measured> {
  const times: number[] = []
  const failed: string[] = []
  let connection = 0
  const load = autocannon({
    ...{ url: portal.url, connections: CONNECTIONS, duration: SECONDS_EACH, requests },
    // Each begins elsewhere: they would all ask for the same page at once, and in some seconds for a few of all.
    setupClient: (client) => {
      const begin = Math.floor((connection * requests.length) / CONNECTIONS)
      client.setRequests([...requests.slice(begin), ...requests.slice(0, begin)])
      connection += 1
    },
  })
  load.on('response', (_, status, __, milliseconds) => {
    times.push(milliseconds)
    if (status !== 200) failed.push(String(status))
  })
  load.on('reqError', ({ message }) => failed.push(message))
  const { duration } = await load
  if (failed.length > 0)
    process.stderr.write(`${failed.join(', ')}: the portal's last words are\n${lastWords(portal)}\n`)
  return { rate: times.length / duration, times, failed }
}

/** Throws where a request failed, after the figures have been printed: an hour's work is not thrown away for one of them. */
export function refuseFailures(rounds: readonly Measured[]): void {
  const failed = rounds.flatMap((round) => round.failed)
  const all = rounds.reduce((sum, { times }) => sum + times.length, 0)
  if (failed.length > 0)
    throw new Error(`${failed.length} of ${all} requests failed: ${[...new Set(failed)].join(', ')}.`)
}

const lastWords = (portal: Portal) => portal.output().trimEnd().split('\n').slice(-LAST_LINES).join('\n')

/** Of all rounds together: a round of a page has about 120 requests, of which six alone would decide. */
export const p95 = (rounds: readonly Measured[]): number =>
  quantile(
    rounds.flatMap(({ times }) => times),
    0.95,
  )
