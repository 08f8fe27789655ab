import type { Socket } from 'node:net'
import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { type Prisma, PrismaClient } from '#prisma/generated/client.ts'
import { AskerPool } from './asker-pool.ts'
import { statementNames } from './statement-names.ts'

/** The database as the domain sees it. Verbs that need several statements to hold together ask it for a transaction. */
export type Db = PrismaClient
/** A transaction in progress. Inside one, never reach for the `Db` again. */
export type Tx = Prisma.TransactionClient

/**
 * Opens a pool. Limits stand in the connection, so that no statement, lock or forgotten transaction can hold up the
 * portal; long work (migrations, bulk ingest) passes its own `statementSeconds`. `waitSeconds` is how long somebody waits
 * for a connection of the pool: the web server says soon that too much is in hand, a test of fifty at once waits.
 *
 * `prepared` plans each statement once a connection: half of what a page cost PostgreSQL was planning. It is for the web
 * server, which finds few rows by their keys. Bulk work goes without: a plan made while a table was empty would stay
 * while it fills.
 *
 * `name` is what the database calls its connections by, in its log and in `pg_stat_activity`.
 */
export function openDatabase(
  url: string,
  options: {
    connections?: number
    statementSeconds?: number
    waitSeconds?: number
    prepared?: boolean
    name?: string
  } = {},
): Db {
  const waitMs = (options.waitSeconds ?? 5) * 1_000
  const statementMs = (options.statementSeconds ?? 15) * 1_000
  const pool = openPool({
    connectionString: url,
    application_name: options.name ?? 'bijli-khata',
    max: options.connections ?? 10,
    connectionTimeoutMillis: waitMs,
    statement_timeout: statementMs,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 20_000,
    // Without this PostgreSQL goes on planning most statements for their values.
    ...(options.prepared && { options: '-c plan_cache_mode=force_generic_plan' }),
  })
  cutSilentConnections(pool, statementMs + SILENCE_AFTER_MS)
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    ...(options.prepared && { statementNameGenerator: statementNames() }),
  })
  return new PrismaClient({ adapter, transactionOptions: { maxWait: waitMs, timeout: 15_000 } })
}

/**
 * A pool whose connections may be cut at any moment. Between its being idle and its being used nobody listens to a
 * connection, and an error that nobody listens to ends the process. Whoever uses it hears of the cut by the failed query.
 */
export function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new AskerPool(config)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** How much later than the database itself the portal gives up a statement that nobody answers. */
const SILENCE_AFTER_MS = 2_000

/**
 * Cuts a connection on which a statement has waited `silenceMs` without a byte. The database's own limits are kept by the
 * database: where it hangs, or its machine is gone without a word, whoever asked would wait for ever, and the pool would
 * hand the connection on. pg's `query_timeout` fails the statement but leaves the connection as it is.
 */
export function cutSilentConnections(pool: pg.Pool, silenceMs: number): void {
  pool.on('connect', (client) => {
    const { connection } = client as unknown as { connection: { stream: Socket } }
    const isBusy = () => !(client as unknown as { readyForQuery: boolean }).readyForQuery
    const { stream } = connection
    stream.setTimeout(silenceMs)
    stream.on('timeout', () => {
      if (isBusy()) stream.destroy()
      // Told while it rested, a socket says nothing of the silence after the next statement.
      else stream.setTimeout(silenceMs)
    })
  })
}
