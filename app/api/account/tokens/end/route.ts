import { accountForm } from '#app/account-form.ts'
import { endToken } from '#lib/access-tokens/end-token.ts'

const PAGE = '/account/tokens'

/** Ends one of the person's own tokens; somebody else's is left alone. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor, form }) => {
    const isEnded = await endToken(services, actor, form?.get('token') ?? '')
    return isEnded ? `${PAGE}?ended=1` : PAGE
  })
}
