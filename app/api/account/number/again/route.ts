import { currentActor } from '#lib/identity/session.ts'
import { sendNumberCode } from '#lib/linking/number-change.ts'
import { isSameOrigin, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Sends the code that is asked for next again; the limits go on counting. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const actor = await currentActor()
  if (!actor) return seeOther('/login')
  const sent = await sendNumberCode(getServices(), actor, { source: sourceOf(request) })
  return seeOther(sent.ok ? '/account/number?again=1' : `/account/number?error=${sent.reason}`)
}
