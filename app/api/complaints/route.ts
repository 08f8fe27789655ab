import { tooBig } from '#app/complaint-form.ts'
import { parseEvidence } from '#lib/complaints/evidence-source.ts'
import { MOST_FORM_BYTES } from '#lib/complaints/file-limits.ts'
import { registerComplaint } from '#lib/complaints/register-complaint.ts'
import { heldTo } from '#lib/consumers/held-to.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, json, readMultipart, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Registers a complaint from a form with photos, and leads to its thread, or back to the form with what was filled in. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return json({ error: 'origin' }, 403)
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath('/', { loggedOut: true }))
  const form = await readMultipart(request, MOST_FORM_BYTES)
  if (form === 'TOO_BIG') return tooBig(request, 'error')
  const field = (name: string) => form?.fields.get(name) ?? ''
  const connectionId = field('connection')
  const registered = await registerComplaint(
    heldTo(getServices(), actor),
    actor,
    {
      ...{ connectionId, requestKey: field('key'), category: field('category') },
      ...{ since: field('since'), detail: field('detail'), evidence: parseEvidence(field('evidence')) },
    },
    form?.files,
  )
  if (!registered) return json({ error: 'not found' }, 404)
  const list = `/c/${connectionId}/complaints`
  if (registered.ok) return seeOther(`${list}/${registered.complaintId}?sent`)
  return seeOther(`${list}/new?${new URLSearchParams({ draft: field('key'), error: registered.reasons.join(' ') })}`)
}
