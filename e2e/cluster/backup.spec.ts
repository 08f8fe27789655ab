import fs from 'node:fs'
import path from 'node:path'
import { contentsOf, say, secondsSince, timed } from './backups.ts'
import type { Cluster } from './cluster.ts'
import { expect, test } from './fixtures.ts'
import { askPortal, type Browser, logInAcross, newBrowser } from './person.ts'
import {
  makePortalsDatabase,
  newPostgres,
  PORTAL,
  postgresIn,
  query,
  SERVER_OWNER,
  TABLES_OWNER,
} from './postgres-pair.ts'
import { masterFile, sendFile } from './send-file.ts'
import { runProgram } from './server-process.ts'

/** Backups are worth what comes back: each is restored to a PostgreSQL of its own, with a portal on it. */
const HOMES = 10_000
const PERSON = '9110050007'

let person: Browser
let home: string
let contents: Map<string, string>

test.beforeAll('a month of ten thousand homes is billed', async ({ cluster }) => {
  test.setTimeout(600_000)
  const [portal] = cluster.portals
  const meters = Array.from({ length: HOMES }, (_, at) => `CL1005${String(at).padStart(4, '0')}`)
  const days = Array.from({ length: 31 }, (_, day) => `2026-10-${String(day + 1).padStart(2, '0')}`)
  await sendFile(portal, 'consumers', masterFile({ from: '1005', count: HOMES }))
  const reads = days.flatMap((day) => meters.map((meter) => `${meter},${day},4.2`))
  await sendFile(portal, 'daily-reads', ['meter_no,date,kwh', ...reads])
  const issued = await portal.command('lib/billing/issue-bills-command.ts', '--month', '2026-10')
  expect(issued.output).toContain(`${HOMES} issued`)
  person = newBrowser()
  home = await logInAcross(cluster, person, PERSON)
  // Nobody writes while copies are made of what was counted.
  for (const one of cluster.portals) await one.stop()
  contents = await contentsOf(cluster.postgres.address(SERVER_OWNER, cluster.postgres.primary.port))
  expect(Number(contents.get('public."Bill"')?.split(' ')[0])).toBeGreaterThanOrEqual(HOMES)
})

test.afterAll(async ({ cluster }) => {
  for (const which of [0, 1] as const) await cluster.restart(which)
})

test('a copy of the server’s files is started as it is', async ({ cluster }) => {
  const { programs, postgres, folder } = cluster
  const copy = path.join(folder, 'servers', 'copied')
  const at = ['-h', '127.0.0.1', '-p', String(postgres.primary.port), '-U', SERVER_OWNER.user]
  const copied = timed(() => run(cluster, 'pg_basebackup', [...at, '-D', copy, '-X', 'stream', '--checkpoint=fast']))
  const server = await postgresIn(copy, programs)
  const began = performance.now()
  await server.start()
  say(
    `pg_basebackup ${copied.seconds} s, ${await megabytes(cluster)} MB of data, up again after ${secondsSince(began)} s`,
  )
  await isWhole(cluster, server.port)
  await server.stop()
})

test('a dump is restored to a new server', async ({ cluster }) => {
  const { programs, postgres, folder } = cluster
  const dump = path.join(folder, 'servers', 'portal.dump')
  const from = ['-h', '127.0.0.1', '-p', String(postgres.primary.port), '-U', SERVER_OWNER.user]
  const dumped = timed(() => run(cluster, 'pg_dump', [...from, '--format=custom', `--file=${dump}`, 'portal']))

  const server = await newPostgres(path.join(folder, 'servers', 'restored'), programs)
  await server.start()
  await makePortalsDatabase(postgres.address(SERVER_OWNER, server.port, 'postgres'))
  const into = ['--exit-on-error', '--no-owner', '-h', '127.0.0.1', '-p', String(server.port), '-U', TABLES_OWNER.user]
  const restored = timed(() => run(cluster, 'pg_restore', [...into, '--dbname=portal', dump], TABLES_OWNER.password))
  say(`pg_dump ${dumped.seconds} s, ${(fs.statSync(dump).size / 1e6).toFixed(0)} MB, pg_restore ${restored.seconds} s`)
  await isWhole(cluster, server.port)
  await server.stop()
})

/**
 * Every table has as many rows as it had, and those of money the same. With a portal on it: the books are in order, the audit is unbroken, and who was
 * logged in still is.
 */
async function isWhole(cluster: Cluster, port: number): Promise<void> {
  const { address } = cluster.postgres
  expect(await contentsOf(address(SERVER_OWNER, port))).toEqual(contents)
  const addresses = { DATABASE_URL: address(PORTAL, port), DATABASE_OWNER_URL: address(TABLES_OWNER, port) }
  const portal = await cluster.startOn(addresses)
  try {
    const began = performance.now()
    const books = await portal.command('lib/payments/verify-ledger-command.ts')
    expect(books.code, books.output).toBe(0)
    say(`verify-ledger ${secondsSince(began)} s: ${books.output.trim().split('\n').at(-1)}`)
    const audit = await portal.command('lib/audit/verify-audit-command.ts')
    expect(audit.code, audit.output).toBe(0)
    const { status, text } = await askPortal(cluster, portal, person, { path: `${home}/bills` })
    expect(status).toBe(200)
    expect(text).toContain(`${home}/bills/`)
    const guarded = await (await fetch(`${portal.url}/api/ready`)).json()
    expect(guarded).toMatchObject({ ledger: { guardedBy: ['triggers', 'role'] }, rowsHeld: true })
  } finally {
    await portal.stop()
  }
}

function run({ programs }: Cluster, program: string, args: string[], password = SERVER_OWNER.password): string {
  return runProgram(path.join(programs.postgresBin, program), args, programs.libraryPath, { PGPASSWORD: password })
}

async function megabytes({ postgres }: Cluster): Promise<number> {
  const url = postgres.address(SERVER_OWNER, postgres.primary.port)
  const [row] = await query<{ mb: number }>(url, ['select (pg_database_size(current_database()) / 1e6)::int as mb'])
  return row?.mb ?? 0
}
