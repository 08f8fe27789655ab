import { currentLocale } from '#app/locale.ts'
import { sealedCookie } from '#lib/identity/auth-options.ts'
import { currentActor } from '#lib/identity/session.ts'
import { beginLink } from '#lib/linking/begin-link.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Longer than any number with its spaces; the rest is cut off before it is looked at. */
const LONGEST_NUMBER = 40

/** Step 1 of linking: which connection, and which mobile. Neither is in the address. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const typed = (name: string) => (form?.get(name) ?? '').slice(0, LONGEST_NUMBER)
  const actor = { kind: 'anonymous', source: sourceOf(request) } as const
  const begun = await beginLink(getServices(), actor, {
    ...{ consumerNo: typed('consumerNo'), mobile: typed('mobile') },
    ...{ language: await currentLocale(), before: await currentActor() },
  })
  if (!begun.ok) {
    const query = new URLSearchParams({ error: `${begun.field}-${begun.reason}` })
    if (begun.digits) query.set('digits', String(begun.digits))
    return seeOther(`/link?${query}`)
  }
  return seeOther('/link/bill', { 'Set-Cookie': await sealedCookie('link', { requestId: begun.requestId }) })
}
