import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { publishNotice } from '#lib/notices/publish-notice.ts'
import { readNotice } from '#lib/notices/read-notice.ts'
import { seeOther } from '#lib/platform/http.ts'
import { mayRole } from '#lib/staff/permissions.ts'

/** A notice that its officer has looked at. Its id was made with the preview: sent twice, it is one. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const read = readNotice(form, { now: services.now(), subdivisions: actor.subdivisions })
  // Midnight has passed since the preview, or the form was not ours: the page says what is wrong.
  if (!read.ok && mayRole(actor.role, 'notice.publish')) return seeOther(`/desk/notices/new?${form}`)
  if (!read.ok) return noSuchThing()
  const published = await publishNotice(services, actor, { id: form.get('id') ?? '', notice: read.notice })
  return published.ok ? seeOther('/desk/notices?done=published') : noSuchThing()
}
