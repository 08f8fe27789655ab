import { accountForm } from '#app/account-form.ts'
import { askForExport } from '#lib/privacy/export-person.ts'

const PAGE = '/account/data'

/** Somebody wants everything that is held about them: sends the code that it asks for, the first time or again. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor, source, isAgain }) => {
    const asked = await askForExport(services, actor, { source })
    if (!asked.ok) return `${PAGE}?error=${asked.reason}`
    return isAgain ? `${PAGE}?again=1` : PAGE
  })
}
