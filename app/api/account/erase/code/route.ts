import { accountForm } from '#app/account-form.ts'
import { removedCookie } from '#lib/identity/auth-options.ts'
import { seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { erasePerson } from '#lib/privacy/erase-person.ts'

const PAGE = '/account/erase'

/** The code that ends a login for good. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ actor, source, code }) => {
    // Whatever names them goes, also of connections that are theirs no more.
    const erased = await erasePerson(getServices(), actor, { code, source })
    if (!erased.ok) return `${PAGE}?error=${erased.reason}`
    return seeOther('/login?bye=erased', { 'Set-Cookie': removedCookie('session') })
  })
}
