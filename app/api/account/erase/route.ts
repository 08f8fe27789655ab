import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { askForErasure } from '#lib/privacy/erase-person.ts'

const PAGE = '/account/erase'

/** Somebody wants their login to end for good: sends the code that it asks for, the first time or again. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath(PAGE, { loggedOut: true }))
  const asked = await askForErasure(getServices(), actor, { source: sourceOf(request) })
  if (!asked.ok) return seeOther(`${PAGE}?error=${asked.reason}`)
  return seeOther(new URL(request.url).searchParams.has('again') ? `${PAGE}?again=1` : PAGE)
}
