import { removedCookie } from '#lib/identity/auth-options.ts'
import { endSessions } from '#lib/identity/end-sessions.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, readForm, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Ends this login, or with `where=everywhere` all of the person's, at the server. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const everywhere = (await readForm(request))?.get('where') === 'everywhere'
  const actor = await currentActor()
  if (actor) await endSessions(getServices(), actor, everywhere ? 'all' : 'this')
  return seeOther(`/login?bye=${everywhere ? 'everywhere' : 'here'}`, { 'Set-Cookie': removedCookie('session') })
}
