import { removedCookie } from '#lib/identity/auth-options.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { erasePerson } from '#lib/privacy/erase-person.ts'

const PAGE = '/account/erase'

/** The code that ends a login for good. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath(PAGE, { loggedOut: true }))
  const code = (form?.get('code') ?? '').slice(0, 20)
  const erased = await erasePerson(getServices(), actor, { code, source: sourceOf(request) })
  if (!erased.ok) return seeOther(`${PAGE}?error=${erased.reason}`)
  return seeOther('/login?bye=erased', { 'Set-Cookie': removedCookie('session') })
}
