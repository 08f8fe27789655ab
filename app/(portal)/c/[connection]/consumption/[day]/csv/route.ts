import { csvFile, portalFile } from '#app/portal-file.ts'
import { dayCsv } from '#lib/export/day-csv.ts'
import { dayView } from '#lib/metering/day-view.ts'
import { json } from '#lib/platform/http.ts'
import { parseDay } from '#lib/units/ist.ts'

type Context = { params: Promise<{ connection: string; day: string }> }

/** The blocks of one day as a table. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { services, actor, locale } = asked
  const { connection: connectionId, day } = await params
  const on = parseDay(day)
  const view = on && (await dayView(services, actor, { connectionId, on }))
  if (!view?.blocks) return json({ error: 'not found' }, 404)
  return csvFile(dayCsv(view.blocks, locale), `day-${on}-${view.consumerNo.slice(-4)}.csv`)
}
