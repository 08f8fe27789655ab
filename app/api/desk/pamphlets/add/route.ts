import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { LONGEST_NAME, makePlace } from '#lib/pamphlets/make-place.ts'
import { seeOther } from '#lib/platform/http.ts'

/** Makes a place for pamphlets; refused, the form comes back with what was typed, which names a place and nobody. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const field = (name: string) => (form.get(name) ?? '').slice(0, 2 * LONGEST_NAME)
  const typed = { nameHi: field('nameHi'), nameEn: field('nameEn'), subdivision: field('subdivision') }
  const made = await makePlace(services, actor, { id: form.get('id') ?? '', ...typed })
  if (!made) return noSuchThing()
  if (made.ok) return seeOther('/desk/pamphlets?done=added')
  return seeOther(`/desk/pamphlets?${new URLSearchParams({ error: made.reason, ...typed })}#add`)
}
