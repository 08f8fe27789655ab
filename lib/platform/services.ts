import type { Clock } from './clock.ts'
import { type Db, openDatabase } from './db.ts'
import { env } from './env.ts'
import { type Replica, ReplicaWatch } from './replica.ts'

/** What every verb is given besides its actor and its input. */
export type Services = { db: Db; now: Clock }

// Next.js reloads modules in development; the pools must survive that.
const held = globalThis as typeof globalThis & {
  portalServices?: Services
  portalJobs?: Services
  portalPatient?: Services
  portalFiles?: Services
  portalReplica?: Replica | null
}

/** What the database calls the connections of pages by. */
export const PAGES = 'bijli-khata pages'

/** A page asks for few rows by their keys: what takes longer, or waits so long for a lock, has met a fault or another's load. */
const PAGE = { statementSeconds: 3, waitSeconds: 4, name: PAGES }

/** The services of this process, opened at first use so that a build needs no database. */
export function getServices(): Services {
  if (!held.portalServices) {
    const { databaseUrl, preparesStatements, clock } = env()
    if (!databaseUrl) throw new Error('DATABASE_URL is not set. `npm start` sets it for the embedded database.')
    held.portalServices = { db: openDatabase(databaseUrl, { ...PAGE, prepared: preparesStatements }), now: clock }
  }
  return held.portalServices
}

/**
 * The same for what this process does by the clock: on connections of its own and under a name of its own, so that a page
 * never waits for one that a job has, and the database's log tells them apart.
 */
export function getJobServices(): Services {
  if (!held.portalJobs) {
    const { databaseUrl, preparesStatements, clock } = env()
    if (!databaseUrl) return getServices()
    const db = openDatabase(databaseUrl, { connections: 4, prepared: preparesStatements, name: 'bijli-khata jobs' })
    held.portalJobs = { db, now: clock }
  }
  return held.portalJobs
}

/**
 * The same for jobs that read everything: one statement of theirs may take minutes, and says itself how many at most. But for
 * these and for files any connection is cut after seconds without a word from the database.
 */
export function getPatientServices(): Services {
  held.portalPatient ??= openPatient({ connections: 2, name: 'bijli-khata jobs' })
  return held.portalPatient
}

/** Four files may be taken at once; each has a transaction for its rows, and notes what it does beside it. */
const CONNECTIONS_OF_FILES = 8

/**
 * The same for the files that the utility's systems send: a statement over a circle's day takes minutes, and is planned for
 * the rows that are there at that moment.
 */
export function getFileServices(): Services {
  held.portalFiles ??= openPatient({ connections: CONNECTIONS_OF_FILES, name: 'bijli-khata files' })
  return held.portalFiles
}

/** As long as the longest of the statements may take that say their own limit. */
const PATIENCE_SECONDS = 7_200

function openPatient(pool: { connections: number; name: string }): Services {
  const { databaseUrl, clock } = env()
  if (!databaseUrl) return getServices()
  return { db: openDatabase(databaseUrl, { ...pool, statementSeconds: PATIENCE_SECONDS }), now: clock }
}

/** The replica that the settings name, opened and looked at from first use on; null without one. */
export function getReplica(): Replica | null {
  if (held.portalReplica === undefined) {
    const { databaseReadUrl } = env()
    held.portalReplica = databaseReadUrl ? openReplica(databaseReadUrl) : null
  }
  return held.portalReplica
}

function openReplica(url: string): Replica {
  const db = openDatabase(url, { connections: 5, waitSeconds: 2, name: PAGES, prepared: env().preparesStatements })
  const watch = new ReplicaWatch({ primary: getServices().db, replica: db })
  watch.start()
  return { db, watch }
}
