import { leaveGuide } from '#lib/identity/leave-guide.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, readForm, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Ends the guide of the first visit, and returns to Home. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const next = (await readForm(request))?.get('next') ?? '/home'
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath('/home', { loggedOut: true }))
  await leaveGuide(getServices(), actor)
  return seeOther(next)
}
