import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { seeOther } from '#lib/platform/http.ts'
import { disableStaff } from '#lib/staff/disable-staff.ts'

/** An administrator disables an account, or lets it log in again. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const staffId = form.get('officer') ?? ''
  const switched = await disableStaff(services, actor, { staffId, disabled: form.get('disabled') !== 'no' })
  return switched.ok
    ? seeOther(`/desk/staff/${staffId}?done=${switched.isChanged ? 'changed' : 'same'}`)
    : noSuchThing()
}
