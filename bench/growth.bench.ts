import type { Request } from 'autocannon'
import { type Portal, startPortal } from '#e2e/support/portal.ts'
import { type Db, openDatabase } from '#lib/platform/db.ts'
import { openEmbeddedDatabase } from '#lib/platform/embedded-database.ts'
import { type BesideHomes, besideHomes } from './beside-homes.ts'
import { homeTableSizes, mobileOfCopy } from './copied-homes.ts'
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
import { median, printTable, quantile, rounded } from './table.ts'
import { BILLS, copiesOf, DAYS, DAYS_OF_BLOCKS, fillTown, HOMES, OWNERS } from './town.ts'

/** The Ranchi circle (facts: 5.8 lakh consumers) is the largest. */
const SIZES = (process.env.BENCH_SIZES ?? `1000,10000,100000${process.argv.includes('--full') ? ',580000' : ''}`)
  .split(',')
  .map(Number)
/** An odd number has one in the middle. On a shared machine the ratio of a single round scatters by more than the aim allows. */
const ROUNDS = 13
const VISITORS = 40
/** How much of a year lies in each of the larger tables; the others grow with the bills. */
const YEARS: Record<string, number> = { MeterDay: DAYS / 365, BlockDay: DAYS_OF_BLOCKS / 365 }
const ONCE = ['Connection', 'ConnectionTerms', 'Consumer', 'MobileLink', 'Meter', 'MeterInstallation']

/** A portal with so many consumers, each with a database of its own. */
type Town = {
  consumers: number
  portal: Portal
  database: Awaited<ReturnType<typeof openEmbeddedDatabase>>
  owner: Db
}
type AtSize = { consumers: number; measured: Measured[][] }

/**
 * Each page at each size, for people who are spread over all of it. All sizes are there before the first is measured, and
 * in each round they take turns, forwards and backwards, so that whatever else happens on the machine meets all of them.
 * The largest is compared with the smallest of the same round: what is told is the middle of the rounds' ratios.
 */
export const run: Benchmark = async () => {
  const towns: Town[] = []
  const leave = async () => {
    for (const { owner, database, portal } of towns.splice(0)) {
      await owner.$disconnect()
      await database.leave()
      await portal.stop()
    }
  }
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => void leave().then(() => process.exit(130)))
  try {
    for (const consumers of SIZES) {
      const portal = await startPortal({ clock: NOW })
      const database = await openEmbeddedDatabase(portal.dataDir)
      const owner = openDatabase(database.ownerUrl(), { connections: OWNERS, statementSeconds: 7_200 })
      towns.push({ consumers, portal, database, owner })
      say(`Making ${consumers} consumers`)
      await fillTown(owner, consumers)
    }
    const sizes = await measure(towns)
    const { owner } = towns.at(-1) as Town
    const tables = await homeTableSizes(owner)
    const figures = report(sizes, tables, await besideHomes(owner, new Date(NOW)))
    refuseFailures(sizes.flatMap(({ measured }) => measured.flat()))
    return figures
  } finally {
    await leave()
  }
}

/** People from all over the town, in each town copies of the same homes: a bill that is paid costs more than one that is not. */
async function visitorsOf({ portal, consumers }: Town): Promise<Visitor[]> {
  const visitors: Visitor[] = []
  const rounds = Math.floor(copiesOf(consumers) / HOMES.length)
  for (let index = 0; index < VISITORS; index += 1) {
    const round = Math.floor((rounds * index) / VISITORS)
    visitors.push(await logIn(portal, mobileOfCopy(round * HOMES.length + (index % HOMES.length) + 1)))
  }
  return visitors
}

async function measure(towns: readonly Town[]): Promise<AtSize[]> {
  const runs: (AtSize & { portal: Portal; requests: Request[][] })[] = []
  for (const town of towns) {
    const visitors = await visitorsOf(town)
    const requests = PAGES.map((page) => requestsOf(page, visitors))
    for (const each of requests) refuseFailures([await load(town.portal, each)])
    runs.push({ consumers: town.consumers, portal: town.portal, requests, measured: PAGES.map(() => []) })
  }
  for (let round = 1; round <= ROUNDS; round += 1) {
    say(`Round ${round} of ${ROUNDS}`)
    const turns = round % 2 === 0 ? runs.toReversed() : runs
    for (const index of PAGES.keys())
      for (const { portal, requests, measured } of turns)
        measured[index]?.push(await load(portal, requests[index] as Request[]))
  }
  return runs
}

function report(
  sizes: readonly AtSize[],
  tables: readonly { name: string; rows: number; bytes: number }[],
  beside: readonly BesideHomes[],
) {
  const [smallest, largest] = [sizes[0], sizes.at(-1)] as [AtSize, AtSize]
  const pages = PAGES.map(({ name }, index) => {
    const rounds = (at: AtSize) => at.measured[index] ?? []
    const ratios = (figure: (round: Measured) => number) =>
      rounds(largest).map((round, at) => figure(round) / figure(rounds(smallest)[at] as Measured))
    const p95Ratios = ratios(p95OfRound)
    return {
      name,
      p95Ms: sizes.map((at) => rounded(median(rounds(at).map(p95OfRound)), 1)),
      p95LargestOfSmallest: rounded(median(p95Ratios), 2),
      halfOfRounds: [0.25, 0.75].map((share) => rounded(quantile(p95Ratios, share), 2)).join(' to '),
      rateLargestOfSmallest: rounded(median(ratios(({ rate }) => rate)), 2),
    }
  })
  printTable(
    [
      'Page',
      ...sizes.map(({ consumers }) => `p95 ms, ${consumers}`),
      'p95, largest / smallest',
      'in half of the rounds',
      'rate, largest / smallest',
    ],
    pages.map(({ name, p95Ms, ...ratios }) => [name, ...p95Ms, ...Object.values(ratios)].map(String)),
  )
  const { consumers } = largest
  const sizesOfTables = tables.map(({ name, rows, bytes }) => {
    const perConsumer = bytes / consumers
    const perYear = ONCE.includes(name) ? 0 : perConsumer / (YEARS[name] ?? BILLS / 12)
    return { name, rows, megabytes: Math.round(bytes / 1e6), bytesPerConsumerAndYear: Math.round(perYear) }
  })
  printTable(
    ['Table', 'rows', 'MB', 'bytes a consumer and year'],
    sizesOfTables.map((size) => Object.values(size).map(String)),
  )
  printTable(
    ['Beside homes', 'rows', 'bytes a row', 'rows a consumer and year', 'bytes of these', 'of which kept at a time'],
    beside.map((table) => Object.values(table).map((figure) => String(figure ?? 'all'))),
  )
  return {
    consumers: SIZES,
    connections: CONNECTIONS,
    rounds: ROUNDS,
    secondsEach: SECONDS_EACH,
    pages,
    tables: sizesOfTables,
    besideHomes: beside,
  }
}

const p95OfRound = (round: Measured): number => p95([round])

function say(text: string): void {
  process.stderr.write(`· ${text}\n`)
}
