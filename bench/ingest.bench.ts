import fs from 'node:fs'
import path from 'node:path'
import autocannon, { type Request } from 'autocannon'
import { Client } from 'pg'
import { newDataDir } from '#e2e/support/data-dir.ts'
import { freePort, type Portal, startPortal } from '#e2e/support/portal.ts'
import { type Db, openDatabase } from '#lib/platform/db.ts'
import { openEmbeddedDatabase } from '#lib/platform/embedded-database.ts'
import { loadHistory } from '#prisma/seed.ts'
import { ingest } from './ingest-command.ts'
import { logIn } from './log-in.ts'
import { placeMeters, writeDay } from './metered-circle.ts'
import type { Benchmark } from './run.ts'
import { sampleHomes } from './sample-homes.ts'
import { printTable, quantile, rounded } from './table.ts'
import { untilValidated } from './until-validated.ts'

/** The Ranchi circle (facts: 5.8 lakh consumers), or a tenth of it. */
const METERS = process.argv.includes('--full') ? 580_000 : Number(process.env.BENCH_METERS ?? 58_000)
const NOW = '2026-11-23T10:00:00+05:30'
const [DAY, DAY_WHILE_SERVING] = ['2026-11-21', '2026-11-22']
const VISITORS = 10
const CONNECTIONS = 4
const QUIET_SECONDS = 15

/**
 * One day of half hours of a circle's meters, a row a block, taken by the command: beside COPY of the same file into a
 * bare table, and once more, with the next day, while people open Home.
 */
export const run: Benchmark = async () => {
  const dataDir = newDataDir()
  const port = await freePort()
  const database = await openEmbeddedDatabase(dataDir)
  let portal: Portal | null = null
  try {
    say('Making a database')
    portal = await startPortal({ clock: NOW, dataDir, port })
    const owner = openDatabase(database.ownerUrl(), { connections: 2, statementSeconds: 900 })
    try {
      const homes = sampleHomes(VISITORS)
      await loadHistory({ db: owner, now: () => new Date(NOW) }, homes)
      say(`Placing ${METERS} meters`)
      await placeMeters(owner, METERS, new Date(NOW))
      const file = path.join(dataDir, 'day.csv')
      const rows = await writeDay(file, { count: METERS, on: DAY })
      const megabytes = Math.round(fs.statSync(file).size / 1e6)
      say(`COPY of ${rows} rows, ${megabytes} MB`)
      const copySeconds = await copy(database.ownerUrl(), file)
      await portal.stop()
      portal = null
      say('The command takes the same file')
      const alone = await ingest(file, { dataDir, now: NOW })
      await expectStored(owner, DAY, rows)
      fs.rmSync(file)
      portal = await startPortal({ clock: NOW, dataDir, port })
      await untilValidated(owner)
      const paths = []
      for (const { mobile } of homes) paths.push(await logIn(portal, mobile))
      const requests = paths.map(({ home, cookie }) => ({ path: home, headers: { cookie } }))
      await load(portal, requests, QUIET_SECONDS)
      const quiet = await load(portal, requests, QUIET_SECONDS)
      await writeDay(file, { count: METERS, on: DAY_WHILE_SERVING })
      say('And the next day, while pages are being served')
      const stop = new AbortController()
      const serving = load(portal, requests, null, stop.signal)
      const beside = await ingest(file, { dataDir, now: NOW })
      stop.abort()
      const busy = await serving
      await expectStored(owner, DAY_WHILE_SERVING, rows)
      return report({
        ...{ meters: METERS, rows, megabytes, copyPerSecond: Math.round(rows / copySeconds) },
        ...{ perSecond: Math.round(rows / alone.seconds), ofCopy: rounded(copySeconds / alone.seconds, 2) },
        circleMinutes: rounded((alone.seconds * 580_000) / METERS / 60, 1),
        memoryMb: alone.memoryMb,
        ...{ perSecondBeside: Math.round(rows / beside.seconds), memoryBesideMb: beside.memoryMb },
        homeP95OfQuiet: rounded(quantile(busy, 0.95) / quantile(quiet, 0.95), 2),
      })
    } finally {
      await owner.$disconnect()
    }
  } finally {
    await portal?.stop()
    await database.leave()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Seconds of COPY, a row a block, into a table without an index. */
async function copy(address: string, file: string): Promise<number> {
  const client = new Client(address)
  await client.connect()
  try {
    await client.query(
      'create table bench_block (meter_no text, start timestamp, kwh numeric, voltage_v numeric, current_a numeric)',
    )
    const startedAt = performance.now()
    await client.query(`copy bench_block from ${client.escapeLiteral(file)} with (format csv, header)`)
    const seconds = (performance.now() - startedAt) / 1_000
    await client.query('drop table bench_block')
    return seconds
  } finally {
    await client.end()
  }
}

async function expectStored(owner: Db, on: string, rows: number): Promise<void> {
  const [stored] = await owner.$queryRaw<{ blocks: number; days: number }[]>`
    select sum(b."blocksKnown")::int as "blocks", count(d."onDay")::int as "days"
      from "BlockDay" b
      join "Meter" m on m."id" = b."meterId" and m."serialNo" like 'BN%'
      left join "MeterDay" d on d."connectionId" = b."connectionId" and d."onDay" = b."onDay" and d."source" = 'BLOCKS'
     where b."onDay" = ${on}::date`
  if (stored?.blocks !== rows || stored.days !== METERS)
    throw new Error(`Of ${rows} blocks ${stored?.blocks} are there.`)
}

/** How long each answer took, in ms; for some seconds, or until a signal. */
async function load(
  { url }: Portal,
  requests: Request[],
  seconds: number | null,
  signal?: AbortSignal,
): Promise<number[]> {
  const times: number[] = []
  const run = autocannon({ url, connections: CONNECTIONS, duration: seconds ?? 3_600, requests })
  signal?.addEventListener('abort', () => run.stop())
  run.on('response', (_, __, ___, milliseconds) => times.push(milliseconds))
  const result = await run
  if (result.non2xx + result.errors + result.timeouts > 0) throw new Error('Pages failed while the file was taken.')
  return times
}

function report(figures: Record<string, number>): Record<string, number> {
  printTable(
    ['Figure', 'Value'],
    Object.entries(figures).map(([name, value]) => [name, String(value)]),
  )
  return figures
}

function say(text: string): void {
  process.stdout.write(`· ${text}\n`)
}
