import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { readingOf } from '#app/desk-reading.ts'
import { estimateGap } from '#lib/metering/estimation/estimate-gap.ts'
import { seeOther } from '#lib/platform/http.ts'
import { EstimationMethod } from '#prisma/generated/client.ts'

/** An officer has missing blocks filled with the values that the page showed. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const reading = readingOf(form)
  const method = Object.values(EstimationMethod).find((known) => known === form.get('method'))
  if (!reading || !method) return noSuchThing()
  const digest = form.get('digest') ?? ''
  const estimated = await estimateGap(services, actor, { ...reading, method, digest })
  const page = `/desk/incoming/${reading.connectionId}/${reading.on}`
  if (estimated.ok) return seeOther(`${page}?done=estimated`)
  if (estimated.reason === 'NOT_FOUND') return noSuchThing()
  return seeOther(`${page}?method=${method}&error=${estimated.reason === 'BUSY' ? 'BUSY' : 'CHANGED'}`)
}
