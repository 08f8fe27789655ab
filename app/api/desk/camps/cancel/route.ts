import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { cancelCampDay } from '#lib/camps/cancel-camp-day.ts'
import { seeOther } from '#lib/platform/http.ts'

/** Calls a camp off. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const campDayId = form.get('camp') ?? ''
  const done = await cancelCampDay(services, actor, { campDayId })
  if (!done) return noSuchThing()
  const page = `/desk/camps/${campDayId}`
  return seeOther(page)
}
