import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { callNext } from '#lib/camps/call-next.ts'
import { seeOther } from '#lib/platform/http.ts'

/** Calls whoever waits longest. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const campDayId = form.get('camp') ?? ''
  const done = await callNext(services, actor, { campDayId })
  if (!done) return noSuchThing()
  const page = `/desk/camps/${campDayId}`
  return seeOther(`${page}?called=${done.number ?? 'nobody'}`)
}
