import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { archiveCaughtUp, backupsOf, contentsOf, LOGGED, lsn } from '#e2e/cluster/backups.ts'
import { unpackPrograms } from '#e2e/cluster/debian-packages.ts'
import {
  addressOf,
  answerOf,
  makePortalsDatabase,
  newPostgres,
  PORTAL,
  postgresIn,
  SERVER_OWNER,
  TABLES_OWNER,
} from '#e2e/cluster/postgres-pair.ts'
import { makeOwned, runProgram } from '#e2e/cluster/server-process.ts'
import { startPortal } from '#e2e/support/portal.ts'
import { type Db, openDatabase } from '#lib/platform/db.ts'
import { NOW } from './page-load.ts'
import type { Benchmark } from './run.ts'
import { printTable, rounded } from './table.ts'
import { copiesOf, fillTown, growTown, OWNERS } from './town.ts'

const CONSUMERS = Number(process.env.BENCH_CONSUMERS ?? 40_000)
/** How much comes after the base backup, so that a restore has a log to read: a tenth. */
const LATER = Math.ceil(CONSUMERS / 10)
const JOBS = String(os.cpus().length)

type Step = { step: string; seconds: number; megabytes: number }
type Server = Awaited<ReturnType<typeof newPostgres>>
type Stops = (() => Promise<void>)[]

/**
 * A town's database is backed up and restored as docs/deploy.md says, by its very files: base backup and archived log, the
 * server then killed and its folder removed; and dump and restore. Both must bring back each table as it was.
 */
export const run: Benchmark = async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-backup-'))
  // As root the servers run as another account, which must be able to enter.
  fs.chmodSync(folder, 0o755)
  const stops: Stops = []
  const leave = async () => {
    for (const stop of stops.splice(0).reverse()) await stop()
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => void leave().then(() => process.exit(130)))
  try {
    const { steps, consumers } = await measure(folder, stops)
    printTable(
      ['Step', 'seconds', 'MB', 'MB a second'],
      steps.map(({ step, seconds, megabytes }) => [
        ...[step, String(seconds), String(megabytes)],
        String(Math.round(megabytes / seconds)),
      ]),
    )
    return { consumers, steps }
  } finally {
    await leave()
  }
}

async function measure(folder: string, stops: Stops): Promise<{ consumers: number; steps: Step[] }> {
  const programs = unpackPrograms(path.join(folder, 'packages'))
  const servers = makeOwned(path.join(folder, 'servers'))
  const begin = async (server: Server): Promise<Server> => {
    stops.push(() => server.stop('SIGKILL'))
    await server.start()
    return server
  }
  const tool = (name: string, port: number, args: string[]) => {
    const at = ['-h', '127.0.0.1', '-p', String(port), '-U', SERVER_OWNER.user]
    const password = { PGPASSWORD: SERVER_OWNER.password }
    runProgram(path.join(programs.postgresBin, name), [...at, ...args], programs.libraryPath, password)
  }
  const steps: Step[] = []
  /** Does a step, which returns how many megabytes it read or made. */
  const time = async (step: string, work: () => number | Promise<number>) => {
    say(step)
    const began = performance.now()
    const megabytes = Math.round(await work())
    steps.push({ step, seconds: rounded((performance.now() - began) / 1_000, 1), megabytes })
  }

  const town = path.join(servers, 'town')
  const server = await begin(await newPostgres(town, programs))
  await makePortalsDatabase(addressOf(SERVER_OWNER, server.port, 'postgres'))
  const url = addressOf(SERVER_OWNER, server.port)
  const backups = backupsOf(path.join(servers, 'backups'), programs, server.port)
  stops.push(() => backups.archive.stop())
  let log = 0n
  await withOwner(server.port, async (owner) => {
    say(`Making ${CONSUMERS} consumers`)
    await fillTown(owner, CONSUMERS)
    await backups.archive.start()
    await time('base backup', () => {
      backups.takeBase()
      return megabytesOf(path.join(backups.folder, 'base'))
    })
    const from = lsn(await answerOf(url, LOGGED))
    await growTown(owner, { first: copiesOf(CONSUMERS) + 1, last: copiesOf(CONSUMERS) + LATER })
    await archiveCaughtUp(url)
    log = lsn(await answerOf(url, LOGGED)) - from
  })
  const dump = path.join(servers, 'portal.dump')
  await time('dump', () => {
    tool('pg_dump', server.port, ['--format=custom', `--file=${dump}`, 'portal'])
    return megabytesOf(dump)
  })
  const database = Number(await answerOf(url, `select pg_database_size('portal')::text as "answer"`)) / 1e6
  const contents = await contentsOf(url)
  const demandAll = async (port: number) => {
    const found = await contentsOf(addressOf(SERVER_OWNER, port))
    const others = [...contents].filter(([table, content]) => found.get(table) !== content).map(([table]) => table)
    if (others.length > 0) throw new Error(`Not as they were: ${others.join(', ')}`)
  }
  await server.stop('SIGKILL')
  await backups.archive.stop()
  fs.rmSync(town, { recursive: true, maxRetries: 20, retryDelay: 100 })

  const restored = path.join(servers, 'restored')
  const logMegabytes = Math.round(Number(log) / 1e6)
  let again: Server | undefined
  await time(`restore of the base backup and ${logMegabytes} MB of log`, async () => {
    backups.restore(makeOwned(restored))
    again = await begin(await postgresIn(restored, programs))
    const url = addressOf(SERVER_OWNER, again.port)
    while ((await answerOf(url, 'select pg_is_in_recovery()::text as "answer"')) === 'true');
    return database
  })
  await demandAll((again as Server).port)
  await again?.stop('SIGKILL')
  fs.rmSync(restored, { recursive: true, maxRetries: 20, retryDelay: 100 })

  const other = await begin(await newPostgres(path.join(servers, 'other'), programs))
  await makePortalsDatabase(addressOf(SERVER_OWNER, other.port, 'postgres'))
  await time(`restore of the dump, ${JOBS} at a time`, () => {
    tool('pg_restore', other.port, ['--exit-on-error', `--jobs=${JOBS}`, '--dbname=portal', dump])
    return database
  })
  await demandAll(other.port)
  return { consumers: CONSUMERS + LATER, steps }
}

/** With a portal on the server, which makes its tables and looks through what comes, and the server's owner. */
async function withOwner(port: number, work: (owner: Db) => Promise<void>): Promise<void> {
  const addresses = { DATABASE_URL: addressOf(PORTAL, port), DATABASE_OWNER_URL: addressOf(TABLES_OWNER, port) }
  const portal = await startPortal({ clock: NOW, env: { PORTAL_MODE: 'demo', ...addresses } })
  const owner = openDatabase(addressOf(SERVER_OWNER, port), { connections: OWNERS, statementSeconds: 7_200 })
  try {
    await work(owner)
  } finally {
    await owner.$disconnect()
    await portal.stop()
  }
}

const megabytesOf = (file: string): number => Number(execFileSync('du', ['-sb', file]).toString().split('\t')[0]) / 1e6

function say(text: string): void {
  process.stderr.write(`· ${text}\n`)
}
