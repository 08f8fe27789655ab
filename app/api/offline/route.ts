import { currentLocale } from '#app/locale.ts'
import { allowOfflineCopy, endOfflineCopy } from '#lib/identity/offline-copy.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, json, readForm } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/**
 * Lets this browser keep a copy of the person's figures (`keep=yes`), or no longer. Asked by the script of its page: without
 * one nothing could be kept. Answers the copy's id, null where it is not to be kept.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const keep = (await readForm(request))?.get('keep') === 'yes'
  const actor = await currentActor()
  if (!actor) return json({ error: 'login' }, 401)
  if (keep) return json({ copy: (await allowOfflineCopy(getServices(), actor, await currentLocale()))?.id ?? null })
  await endOfflineCopy(getServices(), actor)
  return json({ copy: null })
}
