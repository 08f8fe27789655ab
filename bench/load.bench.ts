import fs from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { bookedPayments, capturedPayments } from '#e2e/support/books.ts'
import { type Portal, startPortal } from '#e2e/support/portal.ts'
import { descendantOf, memoryOf } from '#e2e/support/processes.ts'
import { type Db, openDatabase } from '#lib/platform/db.ts'
import { openEmbeddedDatabase } from '#lib/platform/embedded-database.ts'
import { loadHistory, takeBlocks } from '#prisma/seed.ts'
import { type Arrived, arrive, Browsers, SERVED, summaryOf, type Visit } from './arrivals.ts'
import { ingest } from './ingest-command.ts'
import { logIn, type Visitor } from './log-in.ts'
import { codeVisits } from './login-storm.ts'
import { placeMeters, writeDay } from './metered-circle.ts'
import type { Benchmark } from './run.ts'
import { sampleHomes } from './sample-homes.ts'
import { printTable, rounded } from './table.ts'
import { untilValidated } from './until-validated.ts'
import { mixedVisits } from './visits.ts'
import { run as webhookStorm } from './webhooks.bench.ts'

const NOW = '2026-11-23T10:00:00+05:30'
const isFull = process.argv.includes('--full')
/** Seconds of a load by default, and as the plan has them. */
const lasting = (short: number, full: number) => (isFull ? full : short)
const WANTED = process.env.BENCH_LOADS?.split(',')
const isWanted = ({ name }: { name: string }) => WANTED?.includes(name) ?? true

/** The plan's peak and its storm of logins want many; a soak by itself need not wait for them to be loaded. */
const CROWD = sampleHomes([{ name: 'L2' }, { name: 'L4' }].some(isWanted) ? lasting(500, 8_000) : 500)
/** As many as one address may log in within an hour, with a few to spare. */
const VISITORS = 180
/** Who has a month of half hours to look at. */
const HOT = sampleHomes(1, { first: 9_000 })
const METERS = lasting(58_000, 580_000)

/** What a load is run against. */
type Scene = {
  portal: Portal
  db: Db
  owner: Db
  browsers: Browsers
  visitors: Visitor[]
  hot: Visitor
  mixed: Visit
  dataDir: string
}
/** What came of a load: figures to print, and whether the plan's limits hold. */
type Outcome = { figures: string; passes: boolean }
type Load = { name: string; what: string; limit: string; run: (scene: Scene) => Promise<Outcome> }

/** The loads of the plan: people come at the pace given, however long the portal takes. */
const LOADS: readonly Load[] = [
  {
    name: 'L1',
    what: '50 visits a second, mixed',
    limit: '95 % within 500 ms, 99 % within 1,500, none fails',
    run: async (scene) => judged(await steady(scene, 50, lasting(20, 60)), { p95: 500, p99: 1_500, failed: 0 }),
  },
  {
    name: 'L2',
    what: '100 visits a second, mixed',
    limit: '95 % within 800 ms, fewer than 1 in 1,000 fails, books exact',
    run: async (scene) => {
      const { figures, passes } = judged(await steady(scene, 100, lasting(30, 600)), { p95: 800, failed: 0.001 })
      const books = await booksOf(scene)
      return { figures: `${figures}, ${books ? 'books exact' : 'BOOKS NOT EXACT'}`, passes: passes && books }
    },
  },
  {
    name: 'L3',
    what: '20 to 300 visits a second within 5 s',
    limit: 'only 200, 303, 429 and 503; as L1 within 30 s of its end',
    run: spike,
  },
  {
    name: 'L4',
    what: '12 codes asked for and 12 typed a second, a tenth wrong',
    limit: '95 % within 400 ms, as many messages as codes allowed',
    run: loginStorm,
  },
  {
    name: 'L5',
    what: '2,000 payments told five times over 200 connections',
    limit: '99 % within 1 s, each within 5 s, 2,000 credits within 60 s',
    run: async () => {
      const { p99Ms, slowestMs, credits, totalSeconds } = (await webhookStorm()) as Record<string, number>
      const figures = `99 % within ${p99Ms} ms, slowest ${slowestMs} ms, ${credits} credits within ${totalSeconds} s`
      return { figures, passes: Number(p99Ms) < 1_000 && Number(slowestMs) < 5_000 && Number(totalSeconds) <= 60 }
    },
  },
  {
    name: 'L6',
    what: `a day of ${METERS} meters taken during L1`,
    limit: '95 % within 1,000 ms, taken within 15 min, below 1 GB',
    run: ingestMeanwhile,
  },
  {
    name: 'L7',
    what: `30 visits a second for ${lasting(90, 3_600)} s`,
    limit: 'after a sixth of it memory grows less than 10 %, open files stay, none fails',
    run: soak,
  },
  {
    name: 'L8',
    what: '50 looks a second at one meter’s month of half hours',
    limit: '95 % within 600 ms',
    run: async ({ browsers, hot: { home, cookie } }) => {
      const look = async () => (await browsers.ask(`${home}/consumption`, { cookie })).status
      await arrive({ perSecond: () => 5, seconds: 5 }, look)
      return judged(await arrive({ perSecond: () => 50, seconds: lasting(20, 60) }, look), { p95: 600, failed: 0 })
    },
  },
  {
    name: 'T34',
    what: '50 PDFs a second, and whether the portal is well',
    limit: '95 % of those who ask for its health within 500 ms, none fails; memory grows less than 10 %',
    run: pdfStorm,
  },
]

/**
 * Loads L1 to L8 and the threat table's storm of PDFs, one after the other, each with what came of it beside the plan's
 * limits. `BENCH_LOADS=L1,L3` picks.
 */
export const run: Benchmark = async () => {
  // The clock stands still: all codes of a storm fall into one minute.
  const portal = await startPortal({ clock: NOW, env: { CODES_PER_MINUTE: '100000' } })
  const browsers = new Browsers(portal)
  const database = await openEmbeddedDatabase(portal.dataDir)
  const db = openDatabase(database.url(), { connections: 4, statementSeconds: 300 })
  const owner = openDatabase(database.ownerUrl(), { connections: 2, statementSeconds: 900 })
  try {
    await prepareData(db, owner)
    const visitors: Visitor[] = []
    for (const { mobile } of CROWD.slice(0, VISITORS)) visitors.push(await logIn(portal, mobile))
    const hot = await logIn(portal, HOT[0]?.mobile as string)
    const scene = {
      portal,
      db,
      owner,
      browsers,
      visitors,
      hot,
      mixed: mixedVisits(browsers, visitors),
      dataDir: portal.dataDir,
    }
    await steady(scene, 10, 5)
    const rows = []
    for (const { name, what, limit, run } of LOADS.filter(isWanted)) {
      say(`${name}: ${what}`)
      const { figures, passes } = await run(scene)
      say(`${name}: ${figures}`)
      rows.push({ name, what, figures, limit, passes })
    }
    if (!(await booksOf(scene))) throw new Error('The books are not exact.')
    printTable(
      ['Load', 'what', 'figures', 'limit', ''],
      rows.map(({ name, what, figures, limit, passes }) => [name, what, figures, limit, passes ? 'holds' : 'MISSED']),
    )
    if (rows.some(({ passes }) => !passes)) process.exitCode = 1
    return { visitors: VISITORS, full: isFull, loads: rows }
  } finally {
    browsers.leave()
    await Promise.all([db.$disconnect(), owner.$disconnect()])
    await database.leave()
    await portal.stop()
  }
}

async function prepareData(db: Db, owner: Db): Promise<void> {
  say(`Loading ${CROWD.length} consumers`)
  const services = { db, now: () => new Date(NOW) }
  await loadHistory(services, CROWD)
  await takeBlocks(services, CROWD.slice(0, VISITORS), 3)
  await loadHistory(services, HOT, { besideOthers: true })
  await takeBlocks(services, HOT, 31)
  await untilValidated(db)
  await owner.$executeRaw`vacuum analyze`
}

const steady = ({ mixed }: Scene, perSecond: number, seconds: number) =>
  arrive({ perSecond: () => perSecond, seconds }, mixed)

function judged(arrived: readonly Arrived[], most: { p95: number; p99?: number; failed: number }): Outcome {
  const { visits, p95, p99, failed, toldToComeBack, unanswered } = summaryOf(arrived)
  const served = summaryOf(arrived.filter(({ status }) => SERVED.includes(status)))
  const percent = (share: number) => `${rounded(share * 100, 2)} %`
  const failures =
    failed > 0 ? ` (${percent(toldToComeBack)} answered 503, ${percent(unanswered)} not within 10 s)` : ''
  return {
    figures: `95 % within ${rounded(p95, 0)} ms, 99 % within ${rounded(p99, 0)}, ${percent(failed)} of ${visits} failed${failures}; of those served 95 % within ${rounded(served.p95, 0)} ms`,
    passes: p95 < most.p95 && p99 < (most.p99 ?? Number.POSITIVE_INFINITY) && failed <= most.failed,
  }
}

/** The invariants hold, and what the gateway captured is booked, each payment once. */
async function booksOf({ portal, dataDir }: Scene): Promise<boolean> {
  const { code, output } = await portal.command('lib/payments/verify-ledger-command.ts')
  if (code !== 0) say(output)
  return code === 0 && isDeepStrictEqual(await bookedPayments(dataDir), capturedPayments(dataDir))
}

async function spike(scene: Scene): Promise<Outcome> {
  const rising = (second: number) => 20 + 280 * Math.min(1, second / 5)
  const crowd = await arrive({ perSecond: rising, seconds: lasting(20, 60) }, scene.mixed)
  const after = await steady(scene, 50, 40)
  const { failed } = summaryOf(crowd, [200, 303, 429, 503])
  const served = crowd.filter(({ status }) => SERVED.includes(status))
  const away = crowd.filter(({ status }) => status === 503).length
  const { figures, passes } = judged(
    after.filter(({ atSecond }) => atSecond >= 30),
    { p95: 500, p99: 1_500, failed: 0 },
  )
  return {
    figures: `${crowd.length} came, ${served.length} served (95 % within ${rounded(summaryOf(served).p95, 0)} ms), ${away} told to come back, ${rounded(failed * 100, 2)} % other; 30 s later ${figures}`,
    passes: passes && failed === 0,
  }
}

async function loginStorm({ portal, db, browsers }: Scene): Promise<Outcome> {
  const people = CROWD.slice(VISITORS).map(({ mobile }) => mobile)
  const codes = () => db.message.count({ where: { kind: 'OTP' } })
  const before = await codes()
  const storm = codeVisits(portal, browsers, people)
  const [asked, typed] = await Promise.all([
    arrive({ perSecond: () => 12, seconds: lasting(25, 600) }, storm.ask),
    arrive({ perSecond: () => 12, seconds: lasting(25, 600) }, storm.type),
  ])
  const sent = (await codes()) - before
  const { figures, passes } = judged([...asked, ...typed], { p95: 400, failed: 0 })
  return {
    figures: `${figures}; ${storm.allowed()} codes allowed, ${sent} sent, ${storm.wrong()} wrong ones refused`,
    passes: passes && sent === storm.allowed(),
  }
}

async function ingestMeanwhile(scene: Scene): Promise<Outcome> {
  await placeMeters(scene.owner, METERS, new Date(NOW))
  const file = path.join(scene.dataDir, 'day.csv')
  await writeDay(file, { count: METERS, on: '2026-11-21' })
  let isTaken = false
  const taking = ingest(file, { dataDir: scene.dataDir, now: NOW }).finally(() => {
    isTaken = true
  })
  const arrived: Arrived[] = []
  while (!isTaken) arrived.push(...(await steady(scene, 50, 2)))
  const { seconds, memoryMb } = await taking
  fs.rmSync(file)
  await untilValidated(scene.owner)
  const { figures, passes } = judged(arrived, { p95: 1_000, failed: 0 })
  return {
    figures: `${figures}; taken within ${rounded(seconds, 0)} s with ${memoryMb} MB`,
    passes: passes && seconds < 900 && memoryMb < 1_024,
  }
}

async function soak(scene: Scene): Promise<Outcome> {
  const seconds = lasting(90, 3_600)
  const server = descendantOf(scene.portal.pid, 'serve.ts')
  const look = () => ({
    megabytes: memoryOf(scene.portal.pid, 'serve.ts', 'VmRSS'),
    files: fs.readdirSync(`/proc/${server}/fd`).length,
  })
  const arrived = await steady(scene, 30, seconds / 6)
  const before = look()
  arrived.push(...(await steady(scene, 30, (seconds * 5) / 6)))
  const after = look()
  const growth = after.megabytes / before.megabytes - 1
  const { figures, passes } = judged(arrived, { p95: Number.POSITIVE_INFINITY, failed: 0 })
  return {
    figures: `${figures}; ${rounded(before.megabytes, 0)} to ${rounded(after.megabytes, 0)} MB, ${before.files} to ${after.files} open files`,
    passes: passes && growth < 0.1 && after.files <= before.files + 5,
  }
}

async function pdfStorm({ portal, browsers, visitors }: Scene): Promise<Outcome> {
  const seconds = lasting(20, 60)
  let count = 0
  const pdf = async () => {
    const { bills, cookie } = visitors[count++ % visitors.length] as Visitor
    return (await browsers.ask(`${bills[count % bills.length]}/pdf`, { cookie })).status
  }
  const health = async () => (await browsers.ask('/api/ready')).status
  const megabytes = () => memoryOf(portal.pid, 'serve.ts', 'VmRSS')
  const storm = () =>
    Promise.all([arrive({ perSecond: () => 50, seconds }, pdf), arrive({ perSecond: () => 10, seconds }, health)])
  await storm()
  const before = megabytes()
  const [pdfs, asked] = await storm()
  const growth = megabytes() / before - 1
  const { figures, passes } = judged(asked, { p95: 500, failed: 0 })
  const served = summaryOf(pdfs.filter(({ status }) => SERVED.includes(status)))
  const { failed } = summaryOf(pdfs, [200, 503])
  return {
    figures: `health ${figures}; ${served.visits} of ${pdfs.length} PDFs served (95 % within ${rounded(served.p95, 0)} ms), others told to come back but ${rounded(failed * 100, 2)} %; memory ${rounded(growth * 100, 0)} % more after the second half`,
    passes: passes && growth < 0.1 && failed === 0,
  }
}

function say(text: string): void {
  process.stderr.write(`· ${text}\n`)
}
