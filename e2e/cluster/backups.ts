import fs from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { ROOT } from '../support/run-program.ts'
import type { Programs } from './debian-packages.ts'
import { type Account, answerOf, COPIER, query } from './postgres-pair.ts'
import { adapted, makeOwned, runProgram, type ServerProcess, serverProcess, writeOwned } from './server-process.ts'

/** The backups of one server: base backups and the archive of its log, by the very files of docs/deploy. */
export type Backups = {
  folder: string
  /** Receives the server's log from its start on. */
  archive: ServerProcess
  /** Takes a base backup, and throws away what is older than the last few. */
  takeBase: (keep?: number) => void
  /** Fills an empty folder with the server as it was last archived, or as it was at a moment. Returns what it said. */
  restore: (data: string, moment?: string) => string
}

/** Backups of the server at a port, in a folder of their own; nothing runs yet. */
export function backupsOf(folder: string, programs: Programs, port: number, account: Account = COPIER): Backups {
  for (const made of [folder, path.join(folder, 'wal'), path.join(folder, 'scripts')]) makeOwned(made)
  const env = {
    PATH: `${programs.postgresBin}:${process.env.PATH}`,
    ...{ PGHOST: '127.0.0.1', PGPORT: String(port), PGUSER: account.user, PGPASSWORD: account.password },
  }
  const script = (name: string) => {
    const copy = path.join(folder, 'scripts', name)
    writeOwned(copy, fs.readFileSync(path.join(ROOT, 'docs/deploy', name), 'utf8'))
    return (...args: string[]) => runProgram('/bin/sh', [copy, ...args], programs.libraryPath, env)
  }
  const unit = adapted(fs.readFileSync(path.join(ROOT, 'docs/deploy/wal-archive.service'), 'utf8'), {
    '/usr/lib/postgresql/15/bin': programs.postgresBin,
    '/backup/wal': path.join(folder, 'wal'),
  })
  const commandOf = (name: string): [string, string[]] => {
    const [program = '', ...args] = (new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? '').split(' ')
    return [program, args]
  }
  const [program, args] = commandOf('ExecStart')
  const { start, stop } = serverProcess({
    ...{ program, args, env, libraryPath: programs.libraryPath, stopSignal: 'SIGINT' },
    isReady: async () => fs.readdirSync(path.join(folder, 'wal')).length > 0,
  })
  const [takeBase, restore] = [script('base-backup.sh'), script('restore.sh')]
  return {
    folder,
    archive: {
      start: async () => {
        runProgram(...commandOf('ExecStartPre'), programs.libraryPath, env)
        await start()
      },
      stop,
    },
    takeBase: (keep) => void takeBase(folder, ...(keep === undefined ? [] : [String(keep)])),
    restore: (data, moment) => restore(folder, data, ...(moment === undefined ? [] : [moment])),
  }
}

/** How far the server has written its log, and how far the archive has it; no answer while the archive is away. */
export const LOGGED = 'select pg_current_wal_flush_lsn()::text as "answer"'
export const ARCHIVED = `select flush_lsn::text as "answer" from pg_stat_replication where application_name = 'pg_receivewal'`

/** A place in the log, such as 0/3000148, as a number. */
export function lsn(text: string): bigint {
  const [high, low] = text.split('/')
  if (!high || !low) throw new Error(`No place in the log: ${text}`)
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}

/** Resolves when the archive has all of the log that the server has now. */
export async function archiveCaughtUp(url: string): Promise<void> {
  const now = lsn(await answerOf(url, LOGGED))
  while (lsn(await answerOf(url, ARCHIVED).catch(() => '0/0')) < now);
}

/** Of each table how many rows it has, and of those of money, which are never changed, a sum of their contents. */
export async function contentsOf(url: string): Promise<Map<string, string>> {
  const tables = await query<{ name: string }>(url, [
    `select format('%I.%I', schemaname, tablename) as "name" from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`,
  ])
  const contents = new Map<string, string>()
  for (const { name } of tables) {
    const sum = /"(Ledger\w+|Payment|Bill)"$/.test(name) ? `sum(hashtextextended(t::text, 0)::numeric)` : '0'
    contents.set(name, await answerOf(url, `select format('%s %s', count(*), ${sum}) as "answer" from ${name} t`))
  }
  return contents
}

export function timed<T>(work: () => T): { seconds: string; result: T } {
  const began = performance.now()
  const result = work()
  return { seconds: secondsSince(began), result }
}

export const secondsSince = (began: number) => ((performance.now() - began) / 1_000).toFixed(1)

export function say(figures: string): void {
  process.stdout.write(`· ${figures} (${cpus().length} cores)\n`)
}
