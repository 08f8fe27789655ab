import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { ASKER } from '#lib/platform/asker.ts'
import { freePort } from './portal.ts'
import { untilSaid } from './until-said.ts'

// PostgreSQL refuses to run as root; `nobody` exists on every Linux.
const NOBODY = 65_534
const OWNER = { user: 'owner', password: 'owner-of-the-server' }
/** Owns its database and works with it. */
const ALONE = { user: 'alone', password: 'alone: 50% & more' }
const PORTAL = { user: 'portal', password: 'a portal: 50% & more' }
const TABLES = { user: 'portal_owner', password: 'owner of the tables' }

/** A PostgreSQL as a utility runs it: on a port, with passwords, with an account for the portal that owns its database only. */
export type OutsidePostgres = {
  version: string
  /** Makes a database that the only account of its portal owns. Returns the address that `DATABASE_URL` takes. */
  newDatabase: (name: string) => Promise<string>
  /** Makes a database that another account owns. Returns what both addresses of the portal's settings take. */
  newOwnedDatabase: (name: string) => Promise<{ DATABASE_URL: string; DATABASE_OWNER_URL: string }>
  /** The address of a database for the server's owner, who may do everything. */
  ownersUrl: (name: string) => string
  start: () => Promise<void>
  /** Stops the server as an administrator does who is in a hurry: connections are cut. */
  stop: () => Promise<void>
  remove: () => Promise<void>
  programs: string
}

/** Debian's PostgreSQL: the oldest installed one from 15 on. It is never skipped: `npm test` installs it. */
function installedPrograms(): string {
  const folder = '/usr/lib/postgresql'
  const versions = (fs.existsSync(folder) ? fs.readdirSync(folder) : [])
    .map(Number)
    .filter((version) => version >= 15 && fs.existsSync(`${folder}/${version}/bin/initdb`))
  if (versions.length === 0) {
    throw new Error('No PostgreSQL from 15 on is installed. An administrator must run: apt-get install -y postgresql')
  }
  return `${folder}/${Math.min(...versions)}/bin`
}

/** A new server in a temporary folder. */
export async function outsidePostgres(): Promise<OutsidePostgres> {
  const programs = installedPrograms()
  const account = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-outside-'))
  if (account.uid) fs.chownSync(folder, account.uid, account.gid)
  const cluster = path.join(folder, 'cluster')
  const passwords = path.join(folder, 'password')
  fs.writeFileSync(passwords, OWNER.password, { mode: 0o644 })
  const options = { ...account, cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8' } }
  const made = ['-D', cluster, '-U', OWNER.user, '--pwfile', passwords, '--auth=scram-sha-256', '-E', 'UTF8', '-N']
  execFileSync(path.join(programs, 'initdb'), made, { ...options, stdio: 'pipe' })
  const port = await freePort()
  let server: ChildProcess | undefined

  const addressOf = ({ user, password }: typeof OWNER, database: string) =>
    `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
  const ownersUrl = (database: string) => addressOf(OWNER, database)

  async function start(): Promise<void> {
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'log_min_messages=warning']
    const args = ['-D', cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
    server = spawn(path.join(programs, 'postgres'), args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
    await untilSaid(server, 'database system is ready to accept connections')
    // A full pipe would stop it.
    server.stderr?.resume()
  }

  async function stop(): Promise<void> {
    const running = server
    server = undefined
    if (!running || running.exitCode !== null) return
    await new Promise((resolve) => {
      running.once('exit', resolve)
      running.kill('SIGINT')
    })
  }

  await start()
  await run(ownersUrl('postgres'), [
    ...[ALONE, PORTAL, TABLES].map(
      ({ user, password }) => `create role ${user} login password ${pg.escapeLiteral(password)}`,
    ),
    `create role ${ASKER}`,
    `alter role ${PORTAL.user} noinherit`,
    `grant ${ASKER} to ${PORTAL.user}`,
    // As careful administrators do: an account sees no database but its own.
    'revoke connect on database postgres, template1 from public',
  ])

  return {
    version: execFileSync(path.join(programs, 'postgres'), ['--version'], { encoding: 'utf8' }).trim(),
    programs,
    newDatabase: async (name) => {
      await run(ownersUrl('postgres'), [`create database ${name} owner ${ALONE.user}`])
      return addressOf(ALONE, name)
    },
    newOwnedDatabase: async (name) => {
      await run(ownersUrl('postgres'), [`create database ${name} owner ${TABLES.user}`])
      return { DATABASE_URL: addressOf(PORTAL, name), DATABASE_OWNER_URL: addressOf(TABLES, name) }
    },
    ownersUrl,
    start,
    stop,
    remove: async () => {
      await stop()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function run(url: string, statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
