import { heldTo } from '#lib/consumers/held-to.ts'
import { currentActor, currentPayGuest } from '#lib/identity/session.ts'
import { getAttemptStatus } from '#lib/payments/get-attempt-status.ts'
import { isEmbeddedElsewhere, json } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/**
 * Where an attempt stands, for the script of its page. Somebody who has logged in may at the same time pay for somebody
 * else as a guest, so both are asked.
 */
export async function GET(request: Request, context: { params: Promise<{ attempt: string }> }): Promise<Response> {
  if (isEmbeddedElsewhere(request)) return json({ error: 'origin' }, 403)
  const { attempt: attemptId } = await context.params
  const payers = [await currentActor(), (await currentPayGuest())?.guest].filter((payer) => payer != null)
  if (payers.length === 0) return json({ error: 'login' }, 401)
  for (const payer of payers) {
    const status = await getAttemptStatus(heldTo(getServices(), payer), payer, { attemptId })
    if (status) return json(status)
  }
  return json({ error: 'not found' }, 404)
}
