import { currentActor } from '#lib/identity/session.ts'
import { answerInvitation } from '#lib/linking/answer-invitation.ts'
import { isSameOrigin, json, readForm, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Somebody invited agrees or declines, logged in by their own code. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return seeOther('/login')
  const accept = form?.get('answer') === 'accept'
  const invitationId = form?.get('invitation') ?? ''
  const answered = await answerInvitation(getServices(), actor, { invitationId, accept })
  if (!answered) return json({ error: 'not found' }, 404)
  return seeOther(accept ? `/c/${answered.connectionId}?linked=1` : '/connections')
}
