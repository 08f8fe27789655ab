import { accountForm } from '#app/account-form.ts'
import { removePasskey } from '#lib/identity/remove-passkey.ts'
import { localPath } from '#lib/platform/http.ts'

const PAGE = '/account/passkey'

/** Ends one device's way in without a code. Somebody else's is left alone. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor, form }) => {
    const isRemoved = await removePasskey(services, actor, form?.get('passkey') ?? '')
    const back = localPath(form?.get('next')?.split(/[?#]/)[0]) ?? PAGE
    return `${back}${isRemoved ? '?removed=1' : ''}#passkeys`
  })
}
