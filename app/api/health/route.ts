import { json } from '#lib/platform/http.ts'

export const dynamic = 'force-dynamic'

/** The process lives. Says nothing of the database, so that a database that is away does not get the portal killed. */
export function GET(): Response {
  return json({ status: 'ok' })
}
