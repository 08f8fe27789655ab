import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { withdrawNotice } from '#lib/notices/withdraw-notice.ts'
import { seeOther } from '#lib/platform/http.ts'

/** Takes a notice of the office from all Homes. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const isDone = await withdrawNotice(services, actor, form.get('notice') ?? '')
  return isDone ? seeOther('/desk/notices?done=withdrawn') : noSuchThing()
}
