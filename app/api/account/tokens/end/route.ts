import { endToken } from '#lib/access-tokens/end-token.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, readForm, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

const PAGE = '/account/tokens'

/** Ends one of the person's own tokens; somebody else's is left alone. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath(PAGE, { loggedOut: true }))
  const isEnded = await endToken(getServices(), actor, form?.get('token') ?? '')
  return seeOther(isEnded ? `${PAGE}?ended=1` : PAGE)
}
