import { accountForm } from '#app/account-form.ts'
import { askForPasskey } from '#lib/identity/add-passkey.ts'

const PAGE = '/account/passkey'

/** Somebody wants this device to log in without a code: sends the one code that it takes, the first time or again. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor, source, isAgain }) => {
    const asked = await askForPasskey(services, actor, { source })
    if (!asked.ok) return `${PAGE}?error=${asked.reason}`
    return isAgain ? `${PAGE}?again=1` : PAGE
  })
}
