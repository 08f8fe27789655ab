import { z } from 'zod'
import { heldTo } from '#lib/consumers/held-to.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { getPaymentServices } from '#lib/payments/payment-services.ts'
import { startTogether } from '#lib/payments/start-together.ts'
import { isSameOrigin, json, readForm, readJson, seeOther } from '#lib/platform/http.ts'

const wanted = z.strictObject({ connections: z.array(z.string().max(100)).min(1).max(50) })

/**
 * Begins to pay what several connections owe by one QR; the amounts are the server's. A form names each as `connection`,
 * JSON lists them as `connections` under an `Idempotency-Key` and is answered as at the start of a single payment.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return json({ error: 'origin' }, 403)
  const actor = await currentActor()
  if (request.headers.get('content-type')?.startsWith('application/json')) {
    if (!actor) return json({ error: 'login' }, 401)
    const asked = wanted.safeParse(await readJson(request))
    if (!asked.success) return json({ error: 'body' }, 400)
    const key = request.headers.get('idempotency-key') ?? ''
    const started = await startTogether(
      heldTo(getPaymentServices(), actor),
      actor,
      { connectionIds: asked.data.connections },
      { key },
    )
    if (!started) return json({ error: 'not found' }, 404)
    if (!started.ok) return json({ error: started.reason }, started.reason === 'KEY_TAKEN' ? 409 : 422)
    return json({ batch: started.batchId, page: pageOf(started.batchId) }, started.isRepeat ? 200 : 201)
  }
  const form = await readForm(request)
  if (!actor) return seeOther(loginPath('/connections', { loggedOut: true }))
  const connectionIds = form?.getAll('connection') ?? []
  if (connectionIds.length === 0) return seeOther('/connections?error=NONE')
  const key = form?.get('key') || undefined
  const started = await startTogether(heldTo(getPaymentServices(), actor), actor, { connectionIds }, { key })
  if (!started) return json({ error: 'not found' }, 404)
  if (started.ok) return seeOther(pageOf(started.batchId))
  const { reason } = started
  if (reason === 'KEY_TAKEN' || reason === 'BAD_KEY') return json({ error: reason }, reason === 'KEY_TAKEN' ? 409 : 422)
  return seeOther(`/connections?error=${reason === 'TOO_LARGE' ? 'TOGETHER_TOO_LARGE' : reason}`)
}

const pageOf = (batchId: string): string => `/connections/pay/${batchId}`
