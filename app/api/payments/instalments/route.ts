import { heldTo } from '#lib/consumers/held-to.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { getPaymentServices } from '#lib/payments/payment-services.ts'
import { requestInstalments } from '#lib/payments/request-instalments.ts'
import { isSameOrigin, json, readForm, seeOther } from '#lib/platform/http.ts'

/** Asks for instalments with a form, and leads back to the page that tells what became of it. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return json({ error: 'origin' }, 403)
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath('/', { loggedOut: true }))
  const connectionId = form?.get('connection') ?? ''
  const instalments = Number(form?.get('instalments') ?? '')
  const requested = await requestInstalments(heldTo(getPaymentServices(), actor), actor, { connectionId, instalments })
  if (!requested) return json({ error: 'not found' }, 404)
  const page = `/c/${connectionId}/pay/instalments`
  return seeOther(requested.ok ? page : `${page}?error=${requested.reason}`)
}
