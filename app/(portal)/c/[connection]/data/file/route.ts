import { portalFile, streamedFile } from '#app/portal-file.ts'
import { connectionData } from '#lib/export/connection-data.ts'
import { DATA_FORMATS, type DataFormat, readDataPeriod } from '#lib/export/data-period.ts'
import { greenButton } from '#lib/export/green-button.ts'
import { iesMeterData } from '#lib/export/ies-meter-data.ts'
import { json, seeOther } from '#lib/platform/http.ts'

type Context = { params: Promise<{ connection: string }> }

const WRITERS = { 'green-button': greenButton, ies: iesMeterData } as const
const KINDS = { 'green-button': 'application/atom+xml', ies: 'application/json' } as const
const ENDINGS = { 'green-button': 'green-button.xml', ies: 'meter-data.json' } as const

/** The data of a connection for the days and in the format that the address names. A bad period leads back to the form. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { services, actor } = asked
  const { connection: connectionId } = await params
  const { searchParams } = new URL(request.url)
  const format: DataFormat = DATA_FORMATS.find((known) => known === searchParams.get('format')) ?? 'green-button'
  const period = readDataPeriod(searchParams, services.now())
  if (!period.ok) {
    searchParams.set('error', period.reason)
    return seeOther(`/c/${encodeURIComponent(connectionId)}/data?${searchParams}`)
  }
  const { from, to } = period
  const data = await connectionData(services, actor, { connectionId, from, to })
  if (!data) return json({ error: 'not found' }, 404)
  const name = `${data.consumerNo.slice(-4)}-${from}-${to}-${ENDINGS[format]}`
  return streamedFile(WRITERS[format](data), { contentType: KINDS[format], name })
}
