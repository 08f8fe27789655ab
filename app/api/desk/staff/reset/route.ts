import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { seeOther } from '#lib/platform/http.ts'
import { resetTotp } from '#lib/staff/reset-totp.ts'

/** An administrator lets an officer set up another authenticator. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const staffId = form.get('officer') ?? ''
  const reset = await resetTotp(services, actor, { staffId })
  return reset.ok ? seeOther(`/desk/staff/${staffId}?done=${reset.isChanged ? 'changed' : 'same'}`) : noSuchThing()
}
