import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { seeOther } from '#lib/platform/http.ts'
import { lookAt } from '#lib/staff/look-at.ts'

/** An officer says why they look at a connection. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const connectionId = form.get('connection') ?? ''
  const why = { reason: form.get('reason') ?? '', note: form.get('note') ?? '' }
  const begun = await lookAt(services, actor, { connectionId, ...why })
  if (begun.ok) return seeOther(`/desk/connections/${connectionId}`)
  return begun.reason === 'NO_REASON' || begun.reason === 'NO_NOTE'
    ? seeOther(`/desk/connections/${connectionId}?error=${begun.reason}`)
    : noSuchThing()
}
