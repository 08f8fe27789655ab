import { accountForm } from '#app/account-form.ts'
import { startPasskey } from '#lib/identity/add-passkey.ts'
import { sealedCookie } from '#lib/identity/auth-options.ts'
import { seeOther } from '#lib/platform/http.ts'

const PAGE = '/account/passkey'

/** The code after which a device may make its key. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor, source, code }) => {
    const started = await startPasskey(services, actor, { code, source })
    if (!started.ok) return `${PAGE}?error=${started.reason}`
    return seeOther(PAGE, { 'Set-Cookie': await sealedCookie('passkey', { challengeId: started.challengeId }) })
  })
}
