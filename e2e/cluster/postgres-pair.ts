import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { freePort } from '../support/portal.ts'
import type { Programs } from './debian-packages.ts'
import { makeOwned, runProgram, type ServerProcess, serverProcess, writeOwned } from './server-process.ts'

export type Account = { user: string; password: string }
export const SERVER_OWNER: Account = { user: 'owner', password: 'owner-of-the-server' }
export const TABLES_OWNER: Account = { user: 'portal_owner', password: 'owner of the tables' }
export const PORTAL: Account = { user: 'portal', password: 'a portal: 50% & more' }
export const COPIER: Account = { user: 'copier', password: 'of-the-replica' }

/** A PostgreSQL and one that follows it by streaming replication. */
export type PostgresPair = {
  primary: ServerProcess & { port: number }
  replica: ServerProcess & { port: number }
  /** The address of the portal's database at a port, for an account. */
  address: typeof addressOf
  /** Resolves when the replica has everything that the primary has now. */
  caughtUp: () => Promise<void>
  stop: () => Promise<void>
}

/** The address of a database at a port of this machine, for an account. */
export const addressOf = ({ user, password }: Account, port: number, database = 'portal') =>
  `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`

export async function postgresPair(folder: string, programs: Programs): Promise<PostgresPair> {
  const primary = await newPostgres(path.join(folder, 'primary'), programs)
  await primary.start()
  await makePortalsDatabase(addressOf(SERVER_OWNER, primary.port, 'postgres'))

  const cluster = path.join(folder, 'replica')
  const from = ['-h', '127.0.0.1', '-p', String(primary.port), '-U', COPIER.user]
  const how = ['-D', cluster, '-X', 'stream', '-R', '--create-slot', '--slot=replica', '--checkpoint=fast', '--no-sync']
  runProgram(path.join(programs.postgresBin, 'pg_basebackup'), [...from, ...how], programs.libraryPath, {
    PGPASSWORD: COPIER.password,
  })
  const replica = await postgresIn(cluster, programs)
  await replica.start()

  const atPrimary = addressOf(SERVER_OWNER, primary.port)
  const atReplica = addressOf(SERVER_OWNER, replica.port)
  return {
    primary,
    replica,
    address: addressOf,
    caughtUp: async () => {
      const [last] = await query<{ at: string }>(atPrimary, ['select pg_current_wal_lsn()::text as at'])
      const has = `select pg_last_wal_replay_lsn() >= '${last?.at}'::pg_lsn as "has"`
      while (!(await query<{ has: boolean }>(atReplica, [has]))[0]?.has);
    },
    stop: async () => {
      await replica.stop()
      await primary.stop()
    },
  }
}

/** Makes the accounts and the empty database that docs/deploy.md asks for, as the owner of a new server. */
export async function makePortalsDatabase(url: string): Promise<void> {
  const role = ({ user, password }: Account, right = '') =>
    `create role ${user} ${right} login password ${pg.escapeLiteral(password)}`
  const roles = [role(PORTAL, 'noinherit'), role(TABLES_OWNER), role(COPIER, 'replication')]
  const asker = ['create role portal_asker', `grant portal_asker to ${PORTAL.user}`]
  await query(url, [...roles, ...asker, `create database portal owner ${TABLES_OWNER.user}`])
}

/** A new PostgreSQL in a folder, with a password for its owner, as a utility runs it. */
export async function newPostgres(cluster: string, programs: Programs): Promise<ServerProcess & { port: number }> {
  const passwords = `${cluster}.password`
  writeOwned(passwords, SERVER_OWNER.password)
  const made = [
    '-D',
    cluster,
    '-U',
    SERVER_OWNER.user,
    '--pwfile',
    passwords,
    '--auth=scram-sha-256',
    '-E',
    'UTF8',
    '-N',
  ]
  runProgram(path.join(programs.postgresBin, 'initdb'), made, programs.libraryPath)
  fs.rmSync(passwords)
  return postgresIn(cluster, programs)
}

/** The PostgreSQL of a folder that has its data already, on a port of its own. */
export async function postgresIn(cluster: string, programs: Programs): Promise<ServerProcess & { port: number }> {
  makeOwned(cluster)
  const port = await freePort()
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'log_min_messages=fatal',
    'max_slot_wal_keep_size=1GB',
  ]
  const server = serverProcess({
    program: path.join(programs.postgresBin, 'postgres'),
    args: ['-D', cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    libraryPath: programs.libraryPath,
    stopSignal: 'SIGINT',
    isReady: () =>
      query(addressOf(SERVER_OWNER, port, 'postgres'), ['select 1']).then(
        () => true,
        () => false,
      ),
  })
  return { ...server, port }
}

/** The rows of the last of some statements. */
export async function query<Row extends pg.QueryResultRow>(url: string, statements: readonly string[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    let rows: Row[] = []
    for (const statement of statements) rows = (await client.query<Row>(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

/** The one value that a question has as its "answer". Throws where there is no row. */
export async function answerOf(url: string, question: string): Promise<string> {
  const [row] = await query<{ answer: string }>(url, [question])
  if (!row) throw new Error(`No answer: ${question}`)
  return row.answer
}
