import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { isId } from '#lib/consumers/access.ts'
import { seeOther } from '#lib/platform/http.ts'
import { endConsumerLogins } from '#lib/staff/end-consumer-logins.ts'

/** An officer ends all logins of somebody who is linked to the connection that they look at. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const connectionId = form.get('connection') ?? ''
  const linkId = form.get('person') ?? ''
  const reason = form.get('reason') ?? ''
  const ended = await endConsumerLogins(services, actor, { connectionId, linkId, reason })
  const page = `/desk/connections/${connectionId}`
  if (ended.ok) return seeOther(`${page}?done=ended`)
  switch (ended.reason) {
    case 'NO_REASON':
    case 'NO_PERSON':
      return seeOther(`${page}/logins?error=${ended.reason}${isId(linkId) ? `&person=${linkId}` : ''}`)
    // The page asks why they look at it.
    case 'NOT_OPENED':
      return seeOther(page)
    default:
      return noSuchThing()
  }
}
