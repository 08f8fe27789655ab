import { endSessions } from '#lib/identity/end-sessions.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, localPath, readForm, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Ends one login from the person's own list, such as a phone that was lost. Somebody else's is left alone. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return seeOther('/login')
  const ended = await endSessions(getServices(), actor, { sessionId: form?.get('session') ?? '' })
  const back = localPath(form?.get('next')?.split(/[?#]/)[0]) ?? '/connections'
  return seeOther(`${back}${ended > 0 ? '?ended=1' : ''}#logins`)
}
