import { accountForm } from '#app/account-form.ts'
import { askForErasure } from '#lib/privacy/erase-person.ts'

const PAGE = '/account/erase'

/** Somebody wants their login to end for good: sends the code that it asks for, the first time or again. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor, source, isAgain }) => {
    const asked = await askForErasure(services, actor, { source })
    if (!asked.ok) return `${PAGE}?error=${asked.reason}`
    return isAgain ? `${PAGE}?again=1` : PAGE
  })
}
