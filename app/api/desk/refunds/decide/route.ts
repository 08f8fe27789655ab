import { codeIn } from '#app/code-field.ts'
import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { isProofError } from '#components/desk/totp-errors.ts'
import { decideRefund } from '#lib/payments/decide-refund.ts'
import { seeOther } from '#lib/platform/http.ts'

/** Another officer's word on a refund; to agree takes a code of the authenticator, whose refusals go back to its form. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const refundId = form.get('refund') ?? ''
  const agree = form.get('agree') === 'yes'
  const decision = agree ? ({ refundId, agree, code: codeIn(form) } as const) : ({ refundId, agree } as const)
  const decided = await decideRefund(services, actor, decision)
  if (decided.ok) return seeOther(`/desk/refunds?done=${agree ? 'agreed' : 'rejected'}`)
  const { reason } = decided
  if (reason === 'NOT_ALLOWED' || reason === 'NO_REFUND') return noSuchThing()
  return seeOther(
    `/desk/refunds?${new URLSearchParams({ ...(isProofError(reason) && { agree: refundId }), error: reason })}`,
  )
}
