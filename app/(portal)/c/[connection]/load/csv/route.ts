import { csvFile, portalFile } from '#app/portal-file.ts'
import { loadCsv } from '#lib/export/load-csv.ts'
import { loadHoursCsv } from '#lib/export/load-hours-csv.ts'
import { loadView } from '#lib/metering/load-view.ts'
import { json } from '#lib/platform/http.ts'
import { parseMonth } from '#lib/units/ist.ts'

type Context = { params: Promise<{ connection: string }> }

/**
 * A month's load as a table: of the one that `?period=` names, else of the running one. The highest of each day, or with
 * `?of=hours` the mean of each weekday and hour.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { services, actor, locale } = asked
  const { connection: connectionId } = await params
  const { searchParams } = new URL(request.url)
  const [named, of] = [searchParams.get('period'), searchParams.get('of')]
  const view = await loadView(services, actor, { connectionId, period: parseMonth(named ?? '') })
  // A page may show another month than the one asked for; a file would be mistaken for it.
  if (!view || view === 'EMPTY' || (named !== null && view.month !== named)) return json({ error: 'not found' }, 404)
  const name = `${view.month}-${view.consumerNo.slice(-4)}.csv`
  if (of === 'hours' && view.hours) return csvFile(loadHoursCsv(view.hours.wide, locale), `load-hours-${name}`)
  if (of !== null) return json({ error: 'not found' }, 404)
  return csvFile(loadCsv(view, locale), `load-${name}`)
}
