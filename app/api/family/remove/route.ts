import { currentActor } from '#lib/identity/session.ts'
import { removeLink } from '#lib/linking/remove-link.ts'
import { isSameOrigin, json, readForm, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** An owner takes somebody's access to their connection away. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return seeOther('/login')
  const connectionId = form?.get('connection') ?? ''
  const removed = await removeLink(getServices(), actor, { connectionId, linkId: form?.get('link') ?? '' })
  if (!removed) return json({ error: 'not found' }, 404)
  // Whoever removed themself finds their other connections.
  if (removed.ok && removed.wasSelf) return seeOther('/connections')
  return seeOther(`/c/${connectionId}/profile?family=${removed.ok ? 'removed' : removed.reason}#family`)
}
