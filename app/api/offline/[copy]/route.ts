import { mayKeepCopy } from '#lib/identity/offline-copy.ts'
import { currentActor, currentDeviceTokens } from '#lib/identity/session.ts'
import { isEmbeddedElsewhere, json } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Whether this browser may go on keeping its copy, and whether it can be made anew, for the worker that keeps it. */
export async function GET(request: Request, context: { params: Promise<{ copy: string }> }): Promise<Response> {
  if (isEmbeddedElsewhere(request)) return json({ error: 'origin' }, 403)
  const { copy: copyId } = await context.params
  const [actor, tokens] = [await currentActor(), await currentDeviceTokens()]
  const keep = await mayKeepCopy(getServices(), { copyId, tokens, actor })
  return json({ keep, isLoggedIn: keep && actor !== null })
}
