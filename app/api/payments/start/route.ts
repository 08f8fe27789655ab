import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { getPaymentServices } from '#lib/payments/payment-services.ts'
import { startPayment } from '#lib/payments/start-payment.ts'
import { isSameOrigin, json, readForm, seeOther } from '#lib/platform/http.ts'

/** Begins to pay the bill that the form names; the amount is the server's. A bill with nothing to pay says so itself. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return json({ error: 'origin' }, 403)
  const billId = (await readForm(request))?.get('bill') ?? ''
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath('/', { loggedOut: true }))
  const started = await startPayment(getPaymentServices(), actor, { billId })
  if (!started) return json({ error: 'not found' }, 404)
  const home = `/c/${started.connectionId}`
  return seeOther(started.ok ? `${home}/pay/${started.attemptId}` : `${home}/bills/${billId}`)
}
