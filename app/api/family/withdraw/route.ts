import { currentActor } from '#lib/identity/session.ts'
import { withdrawInvitation } from '#lib/linking/remove-link.ts'
import { isSameOrigin, json, readForm, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** An owner takes back an invitation that nobody has answered. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return seeOther('/login')
  const [connectionId, invitationId] = [form?.get('connection') ?? '', form?.get('invitation') ?? '']
  if (!(await withdrawInvitation(getServices(), actor, { connectionId, invitationId })))
    return json({ error: 'not found' }, 404)
  return seeOther(`/c/${connectionId}/profile?family=withdrawn#family`)
}
