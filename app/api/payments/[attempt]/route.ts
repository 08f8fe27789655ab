import { currentActor } from '#lib/identity/session.ts'
import { getAttemptStatus } from '#lib/payments/get-attempt-status.ts'
import { json } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Where an attempt stands, for the script of its page. */
export async function GET(_request: Request, context: { params: Promise<{ attempt: string }> }): Promise<Response> {
  const actor = await currentActor()
  if (!actor) return json({ error: 'login' }, 401)
  const status = await getAttemptStatus(getServices(), actor, { attemptId: (await context.params).attempt })
  return status ? json(status) : json({ error: 'not found' }, 404)
}
