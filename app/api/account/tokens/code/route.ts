import { makeToken } from '#lib/access-tokens/make-token.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

const PAGE = '/account/tokens'

/** The code that makes the token; the page shows it, once. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath(PAGE, { loggedOut: true }))
  const code = (form?.get('code') ?? '').slice(0, 20)
  const made = await makeToken(getServices(), actor, { code, source: sourceOf(request) })
  return seeOther(made.ok ? `${PAGE}?made=1` : `${PAGE}?error=${made.reason}`)
}
