import { parseEvidence } from '#lib/complaints/evidence-source.ts'
import { MOST_FILE_BYTES, MOST_FILES } from '#lib/complaints/file-limits.ts'
import { registerComplaint } from '#lib/complaints/register-complaint.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, json, readMultipart, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** All photos at their largest, and what is written beside them. */
const MOST_BYTES = (MOST_FILES + 1) * MOST_FILE_BYTES

/** Registers a complaint from a form with photos, and leads to its thread, or back to the form with what was filled in. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return json({ error: 'origin' }, 403)
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath('/', { loggedOut: true }))
  const form = await readMultipart(request, MOST_BYTES)
  if (form === 'TOO_BIG') return json({ error: 'too large' }, 413)
  const field = (name: string) => form?.fields.get(name) ?? ''
  const connectionId = field('connection')
  const registered = await registerComplaint(
    getServices(),
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
