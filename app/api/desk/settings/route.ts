import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { seeOther } from '#lib/platform/http.ts'
import { changeSetting } from '#lib/settings/change-setting.ts'
import { readSetting } from '#lib/settings/read-setting.ts'
import { settingKinds } from '#lib/settings/setting-kinds.ts'
import { mayRole } from '#lib/staff/permissions.ts'

/** A setting that an administrator has looked at. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const key = form.get('key') ?? ''
  const kind = settingKinds().find((known) => known.key === key)
  const read = kind && readSetting(kind, form, services.now())
  if (read?.ok === false && mayRole(actor.role, 'settings.change'))
    return seeOther(`/desk/settings/${encodeURIComponent(key)}?${form}`)
  if (!read?.ok) return noSuchThing()
  const { value, fromOn } = read
  return (await changeSetting(services, actor, { key, value, fromOn }))
    ? seeOther('/desk/settings?done=changed')
    : noSuchThing()
}
