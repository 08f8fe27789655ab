import { openDatabase } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { logFault } from '#lib/platform/log.ts'
import { getJobServices } from '#lib/platform/services.ts'
import { validateReadings } from './validate-readings.ts'

const LOOK_AGAIN_MS = 15_000
/** A circle's night is counted through in one statement. */
const STATEMENT_SECONDS = 300

/**
 * Looks through readings that have come, as long as this process runs: in a line of its own, since a file may be large,
 * and by a connection of its own, since pages give up sooner.
 */
export function startValidation(): void {
  const { databaseUrl } = env()
  if (!databaseUrl) return
  const db = openDatabase(databaseUrl, {
    connections: 1,
    statementSeconds: STATEMENT_SECONDS,
    name: 'bijli-khata jobs',
  })
  const look = async () => {
    const services = { ...getJobServices(), db }
    await validateReadings(services).catch((error) => logFault('VALIDATION', {}, error))
    // The process may end in between.
    setTimeout(look, LOOK_AGAIN_MS).unref()
  }
  setTimeout(look, LOOK_AGAIN_MS).unref()
}
