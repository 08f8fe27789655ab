import { codeIn } from '#app/code-field.ts'
import { sealedCookie } from '#lib/identity/auth-options.ts'
import { LONGEST_NUMBER, refusalQuery } from '#lib/identity/own-number.ts'
import { currentQuickPay } from '#lib/identity/session.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { openBill } from '#lib/quick-pay/open-bill.ts'

/** The code for a bill. A right one opens that bill to this browser for a quarter of an hour. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const code = codeIn(form)
  const ownNumber = (form?.get('own') ?? '').slice(0, LONGEST_NUMBER)
  const looked = await currentQuickPay()
  if (!looked?.challengeId) return seeOther('/quick-pay')
  const { consumerNo, challengeId } = looked
  const actor = { kind: 'anonymous', source: sourceOf(request) } as const
  const opened = await openBill(getServices(), actor, { consumerNo, challengeId, code, ownNumber })
  if (!opened.ok) return seeOther(`/quick-pay/code?${refusalQuery(opened.reason, ownNumber)}`)
  const { connectionId, billId } = opened.guest
  const headers = new Headers()
  headers.append('Set-Cookie', await sealedCookie('bill-guest', { connectionId, billId }))
  headers.append('Set-Cookie', await sealedCookie('quick-pay', { consumerNo }))
  return seeOther(`/quick-pay/bill/${billId}`, headers)
}
