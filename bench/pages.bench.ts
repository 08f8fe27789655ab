import type { Request } from 'autocannon'
import { type Portal, startPortal } from '#e2e/support/portal.ts'
import { openDatabase } from '#lib/platform/db.ts'
import { openEmbeddedDatabase } from '#lib/platform/embedded-database.ts'
import { loadHistory, takeBlocks } from '#prisma/seed.ts'
import { logIn, type Visitor } from './log-in.ts'
import {
  CONNECTIONS,
  load,
  type Measured,
  NOW,
  PAGES,
  p95,
  refuseFailures,
  requestsOf,
  SECONDS_EACH,
} from './page-load.ts'
import type { Benchmark } from './run.ts'
import { sampleHomes } from './sample-homes.ts'
import { median, printTable, rounded } from './table.ts'
import { untilValidated } from './until-validated.ts'

const ROUNDS = 8

/** Who is there: the many, of whom some look at their pages, and a few with much and with little to look at. */
const CROWD = sampleHomes(1_000)
const VISITORS = CROWD.slice(0, 20)
const THREE_YEARS = { homes: sampleHomes(5, { first: 2_000 }), monthsBilled: 36, daysOfBlocks: 3 * 365 }
const ONE_MONTH = {
  homes: sampleHomes(5, { first: 3_000, connectedOn: '2026-10-01' }),
  monthsBilled: 1,
  daysOfBlocks: 31,
}

const PAGES_OF_HISTORY = PAGES.slice(1, 8)

/** Each page under the same load, in rounds, so that a change of the machine's pace meets all of them. */
export const run: Benchmark = async () => {
  const portal = await startPortal({ clock: NOW })
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => void portal.stop().then(() => process.exit(130)))
  try {
    await prepareData(portal)
    const visitors = await logInAll(portal, VISITORS)
    const [old, young] = [await logInAll(portal, THREE_YEARS.homes), await logInAll(portal, ONE_MONTH.homes)]
    // Old and young of a page come one after the other, so that they meet the same pace of the machine, the other one first
    // in each second round, and never at once: both would wait for each other, and a slower page would not show.
    const runs = [
      ...PAGES.map((page) => requestsOf(page, visitors)),
      ...PAGES_OF_HISTORY.flatMap((page) => [requestsOf(page, old), requestsOf(page, young)]),
    ]
    for (const each of runs) refuseFailures([await load(portal, each)])
    const measured: Measured[][] = runs.map(() => [])
    for (let round = 1; round <= ROUNDS; round++) {
      say(`Round ${round} of ${ROUNDS}`)
      for (const place of runs.keys()) {
        const index = round % 2 === 0 ? otherOfPair(place) : place
        measured[index]?.push(await load(portal, runs[index] as Request[]))
      }
    }
    const books = await portal.command('lib/payments/verify-ledger-command.ts')
    if (books.code !== 0) throw new Error(`The invariants do not hold.\n${books.output}`)
    const figures = report(measured)
    refuseFailures(measured.flat())
    return figures
  } finally {
    await portal.stop()
  }
}

/** Pairs stand behind the pages. */
const otherOfPair = (place: number) => (place < PAGES.length ? place : PAGES.length + ((place - PAGES.length) ^ 1))

async function prepareData(portal: Portal): Promise<void> {
  say('Loading consumers, their readings and bills')
  const database = await openEmbeddedDatabase(portal.dataDir)
  const db = openDatabase(database.url(), { connections: 4, statementSeconds: 300 })
  // The portal's account may not do that to tables of another.
  const owner = openDatabase(database.ownerUrl(), { connections: 1, statementSeconds: 300 })
  const services = { db, now: () => new Date(NOW) }
  try {
    await loadHistory(services, CROWD)
    await takeBlocks(services, VISITORS)
    for (const { homes, monthsBilled, daysOfBlocks } of [THREE_YEARS, ONE_MONTH]) {
      await loadHistory(services, homes, { monthsBilled, besideOthers: true })
      await takeBlocks(services, homes, daysOfBlocks)
    }
    await untilValidated(db)
    // What the server would do by itself within minutes.
    await owner.$executeRaw`vacuum analyze`
  } finally {
    await db.$disconnect()
    await owner.$disconnect()
    await database.leave()
  }
}

async function logInAll(portal: Portal, homes: readonly { mobile: string }[]): Promise<Visitor[]> {
  const visitors: Visitor[] = []
  for (const { mobile } of homes) visitors.push(await logIn(portal, mobile))
  return visitors
}

function report(measured: readonly Measured[][]): Record<string, unknown> {
  const [login, home] = measured as [Measured[], Measured[]]
  const pages = PAGES.map((page, index) => {
    const rounds = measured[index] ?? []
    const history = PAGES_OF_HISTORY.indexOf(page)
    const [old, young] = measured.slice(PAGES.length + 2 * history)
    return {
      name: page.name,
      perSecond: rounded(median(rounds.map(({ rate }) => rate)), 1),
      p95Ms: rounded(p95(rounds), 1),
      ofLogin: rounded(median(rounds.map(({ rate }, round) => rate / (login[round] as Measured).rate)), 2),
      p95OfHome: rounded(p95(rounds) / p95(home), 2),
      p95ThreeYearsOfOneMonth: history < 0 ? null : rounded(p95(old ?? []) / p95(young ?? []), 2),
    }
  })
  printTable(
    ['Page', 'a second', 'p95 ms', 'rate / login page', 'p95 / Home', 'p95, three years / one month'],
    pages.map(({ name, ...figures }) => [name, ...Object.values(figures).map((figure) => String(figure ?? ''))]),
  )
  return { consumers: CROWD.length, connections: CONNECTIONS, rounds: ROUNDS, secondsEach: SECONDS_EACH, pages }
}

function say(text: string): void {
  process.stderr.write(`· ${text}\n`)
}
