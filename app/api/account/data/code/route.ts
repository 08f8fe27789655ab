import { currentLocale } from '#app/locale.ts'
import { streamedFile } from '#app/portal-file.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { exportPerson } from '#lib/privacy/export-person.ts'
import { dayOf } from '#lib/units/ist.ts'

const PAGE = '/account/data'

/** The code that opens the file, which is the answer: nothing of it waits anywhere to be fetched. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath(PAGE, { loggedOut: true }))
  const code = (form?.get('code') ?? '').slice(0, 20)
  const services = getServices()
  const locale = await currentLocale()
  const exported = await exportPerson(services, actor, { code, source: sourceOf(request), locale })
  if (!exported.ok) return seeOther(`${PAGE}?error=${exported.reason}`)
  return streamedFile(exported.pieces, {
    ...{ contentType: 'application/json', name: `my-data-${dayOf(services.now())}.json` },
  })
}
