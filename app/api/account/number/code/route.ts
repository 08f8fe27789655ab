import { accountForm } from '#app/account-form.ts'
import { takeNumberCode } from '#lib/linking/take-number-code.ts'

const PAGE = '/account/number'

/** The code of the old number, and after it that of the new one. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor, source, code }) => {
    const taken = await takeNumberCode(services, actor, { code, source })
    if (!taken.ok) return `${PAGE}?error=${taken.reason}`
    return taken.next === 'done' ? `${PAGE}?done=1` : PAGE
  })
}
