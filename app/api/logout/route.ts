import { removedCookie } from '#lib/identity/auth-options.ts'
import { endSessions } from '#lib/identity/end-sessions.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Ends this login at the server. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const actor = await currentActor()
  if (actor) await endSessions(getServices(), actor, 'this')
  return seeOther('/login?bye=here', { 'Set-Cookie': removedCookie('session') })
}
