import { accountForm } from '#app/account-form.ts'
import { currentLocale } from '#app/locale.ts'
import { streamedFile } from '#app/portal-file.ts'
import { getServices } from '#lib/platform/services.ts'
import { exportPerson } from '#lib/privacy/export-person.ts'
import { dayOf } from '#lib/units/ist.ts'

const PAGE = '/account/data'

/** The code that opens the file, which is the answer: nothing of it waits anywhere to be fetched. */
export async function POST(request: Request): Promise<Response> {
  return accountForm(request, PAGE, async ({ services, actor, source, code }) => {
    // What is held about them is also of connections that are theirs no more.
    const exported = await exportPerson(getServices(), actor, { code, source, locale: await currentLocale() })
    if (!exported.ok) return `${PAGE}?error=${exported.reason}`
    return streamedFile(exported.pieces, {
      ...{ contentType: 'application/json', name: `my-data-${dayOf(services.now())}.json` },
    })
  })
}
