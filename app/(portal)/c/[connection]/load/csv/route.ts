import { csvFile, portalFile } from '#app/portal-file.ts'
import { loadCsv } from '#lib/export/load-csv.ts'
import { loadView } from '#lib/metering/load-view.ts'
import { json } from '#lib/platform/http.ts'
import { parseMonth } from '#lib/units/ist.ts'

type Context = { params: Promise<{ connection: string }> }

/** The highest load of each day of a month as a table: of the one that `?period=` names, else of the running one. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { services, actor, locale } = asked
  const { connection: connectionId } = await params
  const named = new URL(request.url).searchParams.get('period')
  const view = await loadView(services, actor, { connectionId, period: parseMonth(named ?? '') })
  // A page may show another month than the one asked for; a file would be mistaken for it.
  if (!view || view === 'EMPTY' || (named !== null && view.month !== named)) return json({ error: 'not found' }, 404)
  return csvFile(loadCsv(view, locale), `load-${view.month}-${view.consumerNo.slice(-4)}.csv`)
}
