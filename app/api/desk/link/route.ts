import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { typedForgotten, typedKept } from '#app/typed-words.ts'
import { LINK_ROLES } from '#components/desk/desk-link-form.tsx'
import { linkAtDesk } from '#lib/linking/link-at-desk.ts'
import { seeOther } from '#lib/platform/http.ts'
import { parseDay } from '#lib/units/ist.ts'
import { localeOf } from '#lib/units/locale.ts'

/** An officer begins to link the mobile of whoever stands at the desk: a code goes there. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const field = (name: string) => form.get(name) ?? ''
  const connectionId = field('connection')
  const role = LINK_ROLES.find((known) => known === field('role')) ?? 'OWNER'
  const begun = await linkAtDesk(services, actor, {
    ...{ connectionId, mobile: field('mobile').slice(0, 24), role, language: localeOf(field('language')) },
    endsOn: role === 'TENANT' ? parseDay(field('endsOn')) : null,
  })
  if (!begun || (!begun.ok && begun.reason === 'forbidden')) return noSuchThing()
  const page = `/desk/connections/${connectionId}/link`
  if (begun.ok) return seeOther(`${page}?request=${begun.requestId}`, typedForgotten())
  // Begun anew with the first choice, the form would make an owner of a tenant whose last day was wrong.
  const chosen = { role, endsOn: field('endsOn').slice(0, 10), language: localeOf(field('language')) }
  const mobile = await typedKept(`link ${actor.staffId} ${connectionId}`, { mobile: field('mobile').slice(0, 24) })
  return seeOther(`${page}?${new URLSearchParams({ error: begun.reason, ...chosen })}`, mobile)
}
