import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { typedForgotten, typedKept } from '#app/typed-words.ts'
import { seeOther } from '#lib/platform/http.ts'
import { addStaff } from '#lib/staff/add-staff.ts'

/** An administrator gives somebody an account; refused, the form comes back with what was typed. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const text = (name: string) => form.get(name) ?? ''
  const given = { mobile: text('mobile'), name: text('name'), role: text('role'), officeId: text('office') }
  const added = await addStaff(services, actor, given)
  if (added.ok) return seeOther('/desk/staff?done=added', typedForgotten())
  if (added.reason === 'NOT_ALLOWED') return noSuchThing()
  const typed = { mobile: text('mobile'), name: text('name'), role: text('role'), office: text('office') }
  return seeOther(`/desk/staff?error=${added.reason}`, await typedKept(`staff ${actor.staffId}`, typed))
}
