import { codeIn } from '#app/code-field.ts'
import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { confirmLinkAtDesk } from '#lib/linking/link-at-desk.ts'
import { seeOther } from '#lib/platform/http.ts'

/** The code that whoever stands at the desk reads out from their phone. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const requestId = form.get('request') ?? ''
  const linked = await confirmLinkAtDesk(services, actor, { requestId, code: codeIn(form) })
  if (linked.ok) return seeOther(`/desk/connections/${linked.connectionId}?done=linked`)
  if (linked.reason === 'forbidden') return noSuchThing()
  const page = `/desk/connections/${form.get('connection')}/link`
  if (linked.reason === 'gone') return seeOther(`${page}?error=gone`)
  return seeOther(`${page}?${new URLSearchParams({ request: requestId, error: linked.reason })}`)
}
