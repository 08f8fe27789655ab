import { accountForm } from '#app/account-form.ts'
import { makeToken } from '#lib/access-tokens/make-token.ts'

const PAGE = '/account/tokens'

/** The code that makes the token; the page shows it, once. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor, source, code }) => {
    const made = await makeToken(services, actor, { code, source })
    return made.ok ? `${PAGE}?made=1` : `${PAGE}?error=${made.reason}`
  })
}
