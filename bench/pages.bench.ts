import autocannon, { type Request } from 'autocannon'
import { type Portal, startPortal } from '#e2e/support/portal.ts'
import { openDatabase } from '#lib/platform/db.ts'
import { openEmbeddedDatabase } from '#lib/platform/embedded-database.ts'
import { loadHistory } from '#prisma/seed.ts'
import { logIn, type Visitor } from './log-in.ts'
import type { Benchmark } from './run.ts'
import { sampleHomes } from './sample-homes.ts'
import { median, printTable, quantile, rounded } from './table.ts'

const CONSUMERS = 1_000
const VISITORS = 20
const CONNECTIONS = 10
const ROUNDS = 5
const SECONDS_EACH = 4
const NOW = '2026-11-23T10:00:00+05:30'

type Measured = { rate: number; p95: number }
type Page = { name: string; paths: (visitor: Visitor) => string[]; open?: true }

/** The login page is the floor: what Next.js and React cost before anybody's data is read. A line adds a page. */
const PAGES: readonly Page[] = [
  { name: 'Login page', paths: () => ['/login'], open: true },
  { name: 'Home', paths: ({ home }) => [home] },
  { name: 'Daily consumption', paths: ({ home }) => [`${home}/consumption`] },
  { name: 'A bill', paths: ({ bills }) => bills },
  { name: 'A bill as PDF', paths: ({ bills }) => bills.map((bill) => `${bill}/pdf`) },
]

/** Each page under the same load, in rounds, so that a change of the machine's pace meets all of them. */
export const run: Benchmark = async () => {
  const portal = await startPortal({ clock: NOW })
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => void portal.stop().then(() => process.exit(130)))
  try {
    await prepareData(portal)
    const visitors = await logInAll(portal)
    const requests = PAGES.map((page) => requestsOf(page, visitors))
    for (const each of requests) await load(portal, each)
    const measured: Measured[][] = PAGES.map(() => [])
    for (let round = 1; round <= ROUNDS; round++) {
      say(`Round ${round} of ${ROUNDS}`)
      for (const [index, each] of requests.entries()) measured[index]?.push(await load(portal, each))
    }
    return report(measured)
  } finally {
    await portal.stop()
  }
}

async function prepareData(portal: Portal): Promise<void> {
  say(`Loading ${CONSUMERS} consumers, their readings and bills`)
  const database = await openEmbeddedDatabase(portal.dataDir)
  const db = openDatabase(database.url(), { connections: 4, statementSeconds: 300 })
  try {
    await loadHistory({ db, now: () => new Date(NOW) }, sampleHomes(CONSUMERS))
    // What the server would do by itself within minutes.
    await db.$executeRaw`vacuum analyze`
  } finally {
    await db.$disconnect()
    await database.leave()
  }
}

async function logInAll(portal: Portal): Promise<Visitor[]> {
  const visitors: Visitor[] = []
  for (const { mobile } of sampleHomes(VISITORS)) visitors.push(await logIn(portal, mobile))
  return visitors
}

/** Visitors take turns, each with all of their paths. */
function requestsOf({ paths, open }: Page, visitors: readonly Visitor[]): Request[] {
  return visitors.flatMap((visitor) =>
    paths(visitor).map((path) => ({ path, headers: { cookie: open ? '' : visitor.cookie } })),
  )
}

async function load(portal: Portal, requests: Request[]): Promise<Measured> {
  const times: number[] = []
  const load = autocannon({ url: portal.url, connections: CONNECTIONS, duration: SECONDS_EACH, requests })
  load.on('response', (_, __, ___, milliseconds) => times.push(milliseconds))
  const result = await load
  const failed = result.non2xx + result.errors + result.timeouts
  if (failed > 0) throw new Error(`${failed} of ${times.length} requests failed, such as ${requests[0]?.path}.`)
  return { rate: times.length / result.duration, p95: quantile(times, 0.95) }
}

function report(measured: readonly Measured[][]): Record<string, unknown> {
  const floor = measured[0]?.map(({ rate }) => rate) ?? []
  const pages = PAGES.map(({ name }, index) => {
    const rounds = measured[index] ?? []
    return {
      name,
      perSecond: rounded(median(rounds.map(({ rate }) => rate)), 1),
      p95Ms: rounded(median(rounds.map(({ p95 }) => p95)), 1),
      // Within each round, because the machine's pace changes between rounds.
      ofLogin: rounded(median(rounds.map(({ rate }, round) => rate / (floor[round] as number))), 2),
    }
  })
  printTable(
    ['Page', 'a second', 'p95 ms', 'of the login page'],
    pages.map(({ name, perSecond, p95Ms, ofLogin }) => [name, ...[perSecond, p95Ms, ofLogin].map(String)]),
  )
  return { consumers: CONSUMERS, connections: CONNECTIONS, rounds: ROUNDS, secondsEach: SECONDS_EACH, pages }
}

function say(text: string): void {
  process.stderr.write(`· ${text}\n`)
}
