import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { typedForgotten, typedKept } from '#app/typed-words.ts'
import { seeOther } from '#lib/platform/http.ts'
import { findConnection } from '#lib/staff/find-connection.ts'
import { mayRole } from '#lib/staff/permissions.ts'

/** From a consumer number to its connection; the same answer for one of another office and one of nobody. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const number = (form.get('number') ?? '').slice(0, 60)
  const id = await findConnection(services, actor, { consumerNo: number })
  if (id) return seeOther(`/desk/connections/${id}`, typedForgotten())
  if (!mayRole(actor.role, 'connection.look')) return noSuchThing()
  return seeOther('/desk/search?error=none', await typedKept(`search ${actor.staffId}`, { number }))
}
