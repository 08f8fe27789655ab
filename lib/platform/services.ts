import type { Clock } from './clock.ts'
import { type Db, openDatabase } from './db.ts'
import { env } from './env.ts'

/** What every verb is given besides its actor and its input. */
export type Services = { db: Db; now: Clock }

// Next.js reloads modules in development; the pool must survive that.
const held = globalThis as typeof globalThis & { portalServices?: Services }

/** The services of this process, opened at first use so that a build needs no database. */
export function getServices(): Services {
  if (!held.portalServices) {
    const { databaseUrl, preparesStatements, clock } = env()
    if (!databaseUrl) throw new Error('DATABASE_URL is not set. `npm start` sets it for the embedded database.')
    held.portalServices = { db: openDatabase(databaseUrl, { prepared: preparesStatements }), now: clock }
  }
  return held.portalServices
}
