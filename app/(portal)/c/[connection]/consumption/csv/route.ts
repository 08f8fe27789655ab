import { csvFile, portalFile } from '#app/portal-file.ts'
import { consumptionCsv } from '#lib/export/consumption-csv.ts'
import { consumptionView } from '#lib/metering/consumption-view.ts'
import { json } from '#lib/platform/http.ts'
import { parseMonth } from '#lib/units/ist.ts'

type Context = { params: Promise<{ connection: string }> }

/** The days of a billing period as a table: of the one that `?period=` names, else of the running one. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { services, actor, locale } = asked
  const { connection: connectionId } = await params
  const named = new URL(request.url).searchParams.get('period')
  const period = parseMonth(named ?? '')
  const view = await consumptionView(services, actor, { connectionId, period, onlyDays: true })
  // A page may show another period than the one asked for; a file would be mistaken for it.
  if (!view || view === 'EMPTY' || (named !== null && view.month !== named)) return json({ error: 'not found' }, 404)
  return csvFile(consumptionCsv(view, locale), `consumption-${view.month}-${view.consumerNo.slice(-4)}.csv`)
}
