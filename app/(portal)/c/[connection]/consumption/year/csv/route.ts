import { csvFile, portalFile } from '#app/portal-file.ts'
import { yearCsv } from '#lib/export/consumption-csv.ts'
import { yearView } from '#lib/metering/year-view.ts'
import { json } from '#lib/platform/http.ts'
import { parseMonth } from '#lib/units/ist.ts'

type Context = { params: Promise<{ connection: string }> }

/** Thirteen billing periods as a table: those that end with `?to=`, else with the newest. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { services, actor, locale } = asked
  const { connection: connectionId } = await params
  const named = new URL(request.url).searchParams.get('to')
  const view = await yearView(services, actor, { connectionId, last: parseMonth(named ?? '') })
  if (!view || view === 'EMPTY') return json({ error: 'not found' }, 404)
  const last = view.periods.at(-1)?.month
  if (named !== null && last !== named) return json({ error: 'not found' }, 404)
  return csvFile(yearCsv(view, locale), `year-to-${last}-${view.consumerNo.slice(-4)}.csv`)
}
