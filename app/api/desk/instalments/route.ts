import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { decideInstalments } from '#lib/payments/decide-instalments.ts'
import { seeOther } from '#lib/platform/http.ts'

/** An officer's word on a request to pay in instalments. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const agree = form.get('agree') === 'yes'
  const decided = await decideInstalments(services, actor, { requestId: form.get('request') ?? '', agree })
  if (decided.ok) return seeOther(`/desk/instalments?done=${agree ? 'agreed' : 'rejected'}`)
  return decided.reason === 'DECIDED_ALREADY' ? seeOther(`/desk/instalments?error=${decided.reason}`) : noSuchThing()
}
