import { TOKEN_SCOPES } from '#lib/access-tokens/token-policy.ts'
import { wishToken } from '#lib/access-tokens/wish-token.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

const PAGE = '/account/tokens'

/** Somebody wants a token for a program of theirs. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath(PAGE, { loggedOut: true }))
  const text = (name: string) => (form?.get(name) ?? '').slice(0, 200)
  const typed = {
    ...{ name: text('name'), connectionId: text('connection'), days: text('days') },
    scopes: (form?.getAll('scope') ?? []).slice(0, TOKEN_SCOPES.length),
  }
  const wished = await wishToken(getServices(), actor, typed, { source: sourceOf(request) })
  if (wished.ok) return seeOther(PAGE)
  // Nothing of it is secret, and nothing that was typed is lost.
  const { name, connectionId, days, scopes } = typed
  const again = new URLSearchParams({ error: wished.reason, name, connection: connectionId, days })
  for (const scope of scopes) again.append('scope', scope)
  return seeOther(`${PAGE}?${again}`)
}
