import { csvText } from '#lib/export/csv.ts'
import { rejectedRowsOf } from '#lib/ingest/door/rejected-rows.ts'
import { sourceOfToken } from '#lib/ingest/door/source-of-token.ts'
import { json } from '#lib/platform/http.ts'
import { getFileServices } from '#lib/platform/services.ts'

type Context = { params: Promise<{ batch: string }> }

/** The rows of a file that were not taken, with line and reason, for the system that sent it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const services = getFileServices()
  const source = await sourceOfToken(services, request.headers.get('authorization'))
  if (!source) return json({ error: 'token' }, 401, { 'WWW-Authenticate': 'Bearer' })
  const found = await rejectedRowsOf(services, { source: source.name, batchId: (await params).batch })
  if (!found) return json({ error: 'not found' }, 404)
  const header = [{ text: 'line' }, { text: 'reason' }]
  const rows = found.rows.map(({ line, reason }) => [{ number: String(line) }, { text: reason }])
  return new Response(csvText([header, ...rows]), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Cache-Control': 'private, no-store',
      'X-Rejected': String(found.rejected),
    },
  })
}
