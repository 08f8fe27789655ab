import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import { accountForm } from '#app/account-form.ts'
import { credentialIn } from '#app/credential-field.ts'
import { addPasskey } from '#lib/identity/add-passkey.ts'
import { removedCookie } from '#lib/identity/auth-options.ts'
import { deviceOf } from '#lib/identity/device.ts'
import { currentPasskeyChallengeId } from '#lib/identity/session.ts'
import { seeOther } from '#lib/platform/http.ts'

const PAGE = '/account/passkey'

/** The key that a device has made. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor, form }) => {
    const added = await addPasskey(services, actor, {
      challengeId: await currentPasskeyChallengeId(),
      response: credentialIn<RegistrationResponseJSON>(form),
      device: deviceOf(request.headers.get('user-agent')),
    })
    const path = added.ok ? `${PAGE}?added=1` : `${PAGE}?error=key-${added.reason}`
    return seeOther(path, { 'Set-Cookie': removedCookie('passkey') })
  })
}
