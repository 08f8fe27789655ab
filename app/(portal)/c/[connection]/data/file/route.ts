import { portalFile, streamedFile } from '#app/portal-file.ts'
import { readFromReplica } from '#lib/consumers/read-from-replica.ts'
import { connectionData } from '#lib/export/connection-data.ts'
import { DATA_FORMATS, type DataFormat, readDataPeriod } from '#lib/export/data-period.ts'
import { greenButton } from '#lib/export/green-button.ts'
import { iesMeterData } from '#lib/export/ies-meter-data.ts'
import { json, seeOther } from '#lib/platform/http.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'

type Context = { params: Promise<{ connection: string }> }

const WRITERS = { 'green-button': greenButton, ies: iesMeterData } as const
const KINDS = { 'green-button': 'application/atom+xml', ies: 'application/json' } as const
const ENDINGS = { 'green-button': 'green-button.xml', ies: 'meter-data.json' } as const

/** A year of quarter hours takes a second of the process's time: enough for everybody who looks, too few to hold it up. */
const FILES_PER_HOUR = 30

/** The data of a connection for the days and in the format that the address names. A refusal leads back to the form. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { services, actor } = asked
  const { connection: connectionId } = await params
  const { searchParams } = new URL(request.url)
  const format: DataFormat = DATA_FORMATS.find((known) => known === searchParams.get('format')) ?? 'green-button'
  const again = (reason: string) => {
    searchParams.set('error', reason)
    return seeOther(`/c/${encodeURIComponent(connectionId)}/data?${searchParams}`)
  }
  const period = readDataPeriod(searchParams, services.now())
  if (!period.ok) return again(period.reason)
  const key = limitKey('data', actor.consumerId)
  const allowance = await takeFromLimit(services, { key, limit: FILES_PER_HOUR, windowSeconds: 3600 })
  if (!allowance.ok) return again('TOO_MANY')
  const { from, to } = period
  const data = await readFromReplica(services, actor, connectionId, (aside) =>
    connectionData(aside, actor, { connectionId, from, to }),
  )
  if (!data) return json({ error: 'not found' }, 404)
  const name = `${data.consumerNo.slice(-4)}-${from}-${to}-${ENDINGS[format]}`
  return streamedFile(WRITERS[format](data), { contentType: KINDS[format], name })
}
