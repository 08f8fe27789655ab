import { currentActor } from '#lib/identity/session.ts'
import { beginNumberChange } from '#lib/linking/number-change.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Somebody wants to log in with another number. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return seeOther('/login')
  const mobile = (form?.get('mobile') ?? '').slice(0, 40)
  const begun = await beginNumberChange(getServices(), actor, { mobile, source: sourceOf(request) })
  return seeOther(begun.ok ? '/account/number' : `/account/number?error=${begun.reason}`)
}
