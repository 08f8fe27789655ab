import { sealedCookie } from '#lib/identity/auth-options.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { lookUp } from '#lib/quick-pay/look-up.ts'

/** Longer than any number with its blanks; the rest is cut off before it is looked at. */
const LONGEST_NUMBER = 40

/** Which connection somebody without a login means. Its number is in no address. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const typed = (form?.get('consumerNo') ?? '').slice(0, LONGEST_NUMBER)
  const looked = await lookUp(getServices(), { kind: 'anonymous', source: sourceOf(request) }, typed)
  if (!looked.ok) return seeOther(`/quick-pay?error=${looked.reason}`)
  const { consumerNo } = looked
  return seeOther('/quick-pay/amount', { 'Set-Cookie': await sealedCookie('quick-pay', { consumerNo }) })
}
