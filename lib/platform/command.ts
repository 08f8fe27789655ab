import path from 'node:path'
import { followDatabase } from './clock-apart.ts'
import { demandOwn } from './credentials.ts'
import { type DatabasePlace, placeOf } from './database-place.ts'
import { openDatabase } from './db.ts'
import { openEmbeddedDatabase } from './embedded-database.ts'
import { env } from './env.ts'
import { oneLine } from './errors.ts'
import { keepTo, outboundOf } from './outbound.ts'
import type { Services } from './services.ts'

/**
 * Runs a command-line tool: opens the database (starting or joining the embedded one), brings its migrations up to date,
 * and leaves it again. The result is the process's exit code: 0 all done, 2 some rejected, 1 nothing done. Errors are
 * one line, never a stack. The signal is raised by Ctrl-C and SIGTERM, so that work can stop between two batches.
 */
export async function runCommand(work: (services: Services, signal: AbortSignal) => Promise<number>): Promise<void> {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort())
  let exitCode = 1
  try {
    const settings = env()
    if (settings.mode === 'live') demandOwn(path.resolve('.env'))
    keepTo(outboundOf(settings))
    const embedded = settings.databaseUrl ? null : await openEmbeddedDatabase(settings.dataDir)
    try {
      const place = placeOf(settings, embedded)
      await prepareDatabase(place)
      const db = openDatabase(place.url, { connections: 4, statementSeconds: 300 })
      try {
        await followDatabase({ db })
        exitCode = await work({ db, now: settings.clock }, stop.signal)
      } finally {
        await db.$disconnect()
      }
    } finally {
      await embedded?.leave()
    }
  } catch (error) {
    process.stderr.write(`${oneLine(error)}\n`)
  }
  // Everything is closed; without this an idle connection's timer keeps the process for ten seconds more.
  process.exit(exitCode)
}

/**
 * As the owner, makes the database when it is missing, applies what migrations it lacks, and gives the portal's account
 * its rights where it is another. Returns the names applied.
 */
export async function prepareDatabase({ url, ownerUrl }: DatabasePlace): Promise<string[]> {
  const { applyMigrations, ensureDatabase } = await import('#prisma/migrate.ts')
  await ensureDatabase(ownerUrl)
  const account = decodeURIComponent(new URL(url).username)
  const isOwner = account === decodeURIComponent(new URL(ownerUrl).username)
  return applyMigrations(ownerUrl, isOwner ? {} : { account })
}
