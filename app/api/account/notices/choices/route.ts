import { currentLocale } from '#app/locale.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { chooseNotices } from '#lib/notifications/notice-centre.ts'
import { isSameOrigin, readForm, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

const PAGE = '/account/notices/choices'

/** Keeps how a person wants to be told. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath(PAGE, { loggedOut: true }))
  // A form that was cut off would switch everything off.
  if (!form?.has('channel')) return seeOther(PAGE)
  const choice = { byWhatsApp: form.get('channel') === 'WHATSAPP', on: new Set(form.getAll('on')) }
  await chooseNotices(getServices(), actor, { ...choice, locale: await currentLocale() })
  return seeOther(`${PAGE}?saved=1`)
}
