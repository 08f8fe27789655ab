import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { seeOther } from '#lib/platform/http.ts'
import { changeStaff } from '#lib/staff/change-staff.ts'

/** An administrator gives an officer another role or office. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const staffId = form.get('officer') ?? ''
  const to = { role: form.get('role') ?? '', officeId: form.get('office') ?? '' }
  const changed = await changeStaff(services, actor, { staffId, ...to })
  // The forms offer nothing that is refused, so whatever is was not from one of them.
  return changed.ok ? seeOther(`/desk/staff/${staffId}?done=${changed.isChanged ? 'changed' : 'same'}`) : noSuchThing()
}
