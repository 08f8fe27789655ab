import { sealedCookie } from '#lib/identity/auth-options.ts'
import { startPasskeyLogin } from '#lib/identity/log-in-by-passkey.ts'
import { isSameOrigin, json, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** What a device is to sign for a login without a code. Asked by the script of the login: without one there is no key. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const started = await startPasskeyLogin(getServices(), { kind: 'anonymous', source: sourceOf(request) })
  if (!started) return json({ error: 'limited' }, 429)
  return json(started.options, 200, {
    'Set-Cookie': await sealedCookie('passkey', { challengeId: started.challengeId }),
  })
}
