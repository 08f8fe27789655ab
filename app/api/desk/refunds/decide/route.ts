import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { decideRefund } from '#lib/payments/decide-refund.ts'
import { seeOther } from '#lib/platform/http.ts'

/** Another officer's word on a refund. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const agree = form.get('agree') === 'yes'
  const decided = await decideRefund(services, actor, { refundId: form.get('refund') ?? '', agree })
  if (decided.ok) return seeOther(`/desk/refunds?done=${agree ? 'agreed' : 'rejected'}`)
  return decided.reason === 'NOT_ALLOWED' || decided.reason === 'NO_REFUND'
    ? noSuchThing()
    : seeOther(`/desk/refunds?error=${decided.reason}`)
}
