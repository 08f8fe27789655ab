import { sealedCookie } from '#lib/identity/auth-options.ts'
import { currentQuickPay } from '#lib/identity/session.ts'
import { isSameOrigin, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { requestBillCode } from '#lib/quick-pay/open-bill.ts'

/** Asks for a code to see the newest bill of the number that this browser looked up. The answer is always the same. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const looked = await currentQuickPay()
  if (!looked) return seeOther('/quick-pay')
  const { consumerNo, challengeId } = looked
  const actor = { kind: 'anonymous', source: sourceOf(request) } as const
  const asked = await requestBillCode(getServices(), actor, { consumerNo })
  if (asked.ok) {
    const content = { consumerNo, challengeId: asked.challengeId }
    const again = challengeId ? '?again=1' : ''
    return seeOther(`/quick-pay/code${again}`, { 'Set-Cookie': await sealedCookie('quick-pay', content) })
  }
  // The code of a moment ago still works, and this browser still holds its challenge.
  return seeOther(`/quick-pay/${challengeId ? 'code' : 'amount'}?error=${asked.reason}`)
}
