import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { credentialIn } from '#app/credential-field.ts'
import { enter } from '#app/enter.ts'
import { removedCookie } from '#lib/identity/auth-options.ts'
import { deviceOf } from '#lib/identity/device.ts'
import { logInByPasskey } from '#lib/identity/log-in-by-passkey.ts'
import { returnPath } from '#lib/identity/login-path.ts'
import { currentDeviceTokens, currentPasskeyChallengeId } from '#lib/identity/session.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** A login by what a device has signed, instead of a code. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const next = returnPath(form?.get('next'))
  const login = {
    challengeId: await currentPasskeyChallengeId(),
    response: credentialIn<AuthenticationResponseJSON>(form),
    device: deviceOf(request.headers.get('user-agent')),
    deviceTokens: await currentDeviceTokens(),
  }
  const proven = await logInByPasskey(getServices(), { kind: 'anonymous', source: sourceOf(request) }, login)
  if (proven.ok) return enter(proven, { next, spent: 'passkey' })
  const query = new URLSearchParams({ error: `passkey-${proven.reason}`, ...(next && { next }) })
  return seeOther(`/login?${query}`, { 'Set-Cookie': removedCookie('passkey') })
}
