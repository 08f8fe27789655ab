import { accountForm } from '#app/account-form.ts'
import { sendNumberCode } from '#lib/linking/number-change.ts'

const PAGE = '/account/number'

/** Sends the code that is asked for next again; the limits go on counting. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor, source }) => {
    const sent = await sendNumberCode(services, actor, { source })
    return sent.ok ? `${PAGE}?again=1` : `${PAGE}?error=${sent.reason}`
  })
}
