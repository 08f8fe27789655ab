import { isDeepStrictEqual } from 'node:util'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { applySettings } from './apply-settings.ts'
import { type SettingValue, settingKinds } from './setting-kinds.ts'

/**
 * Changes a text or figure from a day on. False without leave, or where there is no such setting. What is said of that day
 * already, as by a form that was sent twice, is not written again.
 */
export async function changeSetting(
  services: Services,
  actor: StaffActor,
  { key, value, fromOn }: { key: string; value: SettingValue; fromOn: IstDay },
): Promise<boolean> {
  if (!(await authorise(services, actor, 'settings.change'))) return false
  if (!settingKinds().some((kind) => kind.key === key)) return false
  const at = services.now()
  await services.db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`setting ${key}`}, 0))`
    const said = await tx.deskSetting.findFirst({
      where: { key, fromOn: dayToColumn(fromOn) },
      orderBy: { id: 'desc' },
      select: { value: true },
    })
    if (isDeepStrictEqual(said?.value, value)) return
    const data = { key, value, fromOn: dayToColumn(fromOn), setBy: actor.staffId, setAt: at }
    await tx.deskSetting.create({ data, select: { id: true } })
    await recordAudit(tx, actor, 'setting.changed', { at, detail: { setting: key, fromOn } })
  })
  await applySettings(services)
  return true
}
