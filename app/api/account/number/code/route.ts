import { currentActor } from '#lib/identity/session.ts'
import { takeNumberCode } from '#lib/linking/take-number-code.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** The code of the old number, and after it that of the new one. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return seeOther('/login')
  const code = (form?.get('code') ?? '').slice(0, 20)
  const taken = await takeNumberCode(getServices(), actor, { code, source: sourceOf(request) })
  if (!taken.ok) return seeOther(`/account/number?error=${taken.reason}`)
  return seeOther(taken.next === 'done' ? '/account/number?done=1' : '/account/number')
}
