import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { issueToken } from '#lib/camps/issue-token.ts'
import { seeOther } from '#lib/platform/http.ts'

/** Gives the next number of a camp's queue. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const campDayId = form.get('camp') ?? ''
  const done = await issueToken(services, actor, { campDayId })
  if (!done) return noSuchThing()
  const page = `/desk/camps/${campDayId}`
  return seeOther(`${page}?gave=${done.number}`)
}
