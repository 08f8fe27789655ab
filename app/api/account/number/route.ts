import { accountForm } from '#app/account-form.ts'
import { beginNumberChange } from '#lib/linking/number-change.ts'

const PAGE = '/account/number'

/** Somebody wants to log in with another number. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor, source, form }) => {
    const mobile = (form?.get('mobile') ?? '').slice(0, 40)
    const begun = await beginNumberChange(services, actor, { mobile, source })
    return begun.ok ? PAGE : `${PAGE}?error=${begun.reason}`
  })
}
