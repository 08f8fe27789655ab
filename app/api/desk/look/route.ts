import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { typedForgotten, typedKept } from '#app/typed-words.ts'
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
  const page = `/desk/connections/${connectionId}`
  if (begun.ok) return seeOther(page, typedForgotten())
  return begun.reason === 'NO_REASON' || begun.reason === 'NO_NOTE'
    ? seeOther(`${page}?error=${begun.reason}`, await typedKept(`look ${actor.staffId} ${connectionId}`, why))
    : noSuchThing()
}
