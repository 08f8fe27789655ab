import type { EmbeddedDatabase } from './embedded-database.ts'
import type { Env } from './env.ts'

/**
 * How the database is reached: as the portal, and as the owner of its tables, who alone migrates. The portal's account
 * may not change what is history. Where there is one account only, both are the same.
 */
export type DatabasePlace = { url: string; ownerUrl: string }

/** The place that the settings name, else the embedded database. */
export function placeOf(settings: Env, embedded: EmbeddedDatabase | null): DatabasePlace {
  const { databaseUrl, databaseOwnerUrl } = settings
  if (databaseUrl) return { url: databaseUrl, ownerUrl: databaseOwnerUrl ?? databaseUrl }
  if (!embedded) throw new Error('There is neither a DATABASE_URL nor an embedded database.')
  return { url: embedded.url(), ownerUrl: embedded.ownerUrl() }
}
