import { sendTokenCode } from '#lib/access-tokens/wish-token.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

const PAGE = '/account/tokens'

/** Sends the code again; the limits go on counting. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath(PAGE, { loggedOut: true }))
  const sent = await sendTokenCode(getServices(), actor, { source: sourceOf(request) })
  return seeOther(sent.ok ? `${PAGE}?again=1` : `${PAGE}?error=${sent.reason}`)
}
