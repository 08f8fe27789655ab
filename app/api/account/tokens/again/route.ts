import { accountForm } from '#app/account-form.ts'
import { sendTokenCode } from '#lib/access-tokens/wish-token.ts'

const PAGE = '/account/tokens'

/** Sends the code again; the limits go on counting. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor, source }) => {
    const sent = await sendTokenCode(services, actor, { source })
    return sent.ok ? `${PAGE}?again=1` : `${PAGE}?error=${sent.reason}`
  })
}
