import { tooBig } from '#app/complaint-form.ts'
import { parseEvidence } from '#lib/complaints/evidence-source.ts'
import { MOST_FORM_BYTES } from '#lib/complaints/file-limits.ts'
import { keepUnsent } from '#lib/complaints/keep-unsent.ts'
import { registerComplaint } from '#lib/complaints/register-complaint.ts'
import { heldTo } from '#lib/consumers/held-to.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor, currentRested } from '#lib/identity/session.ts'
import { isSameOrigin, json, readMultipart, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/**
 * Registers a complaint from a form with photos, and leads to its thread, or back to the form with what was filled in; that is
 * kept too where the login has rested too long meanwhile, and found again after the next.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return json({ error: 'origin' }, 403)
  const actor = await currentActor()
  const person = actor ?? (await currentRested())
  if (!person) return seeOther(loginPath('/', { loggedOut: true }))
  const form = await readMultipart(request, MOST_FORM_BYTES)
  if (form === 'TOO_BIG') return tooBig(request, 'error')
  const field = (name: string) => form?.fields.get(name) ?? ''
  const connectionId = field('connection')
  const services = heldTo(getServices(), person)
  const filled = {
    ...{ connectionId, requestKey: field('key'), category: field('category') },
    ...{ since: field('since'), detail: field('detail'), evidence: parseEvidence(field('evidence')) },
  }
  const list = `/c/${connectionId}/complaints`
  const formAgain = (reasons: readonly string[]) =>
    `${list}/new?${new URLSearchParams({ draft: field('key'), ...(reasons.length > 0 && { error: reasons.join(' ') }) })}`
  if (!actor) {
    const reasons = await keepUnsent(services, person, filled, form?.files)
    return seeOther(loginPath(reasons ? formAgain(reasons) : '/', { loggedOut: true }))
  }
  const registered = await registerComplaint(services, actor, filled, form?.files)
  if (!registered) return json({ error: 'not found' }, 404)
  if (registered.ok) return seeOther(`${list}/${registered.complaintId}?sent`)
  return seeOther(formAgain(registered.reasons))
}
