import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { dayFromColumn, dayOf, type IstDay } from '#lib/units/ist.ts'
import { type SettingKind, type SettingValue, SHAPES, settingKinds } from './setting-kinds.ts'

/** A value that the desk set; the newest that has begun holds. */
export type SettingChange = {
  value: SettingValue
  fromOn: IstDay
  setAt: Date
  setBy: string | null
  isToCome: boolean
}
export type SettingView = SettingKind & { changes: SettingChange[] }

/** All settings with what holds today and what the desk changed, the newest first. Null without leave. */
export async function listSettings(services: Services, actor: StaffActor): Promise<SettingView[] | null> {
  if (!(await authorise(services, actor, 'settings.change'))) return null
  const { db, now } = services
  const rows = await db.deskSetting.findMany({ orderBy: [{ fromOn: 'desc' }, { id: 'desc' }] })
  const officers = await db.staffAccount.findMany({
    where: { id: { in: rows.map(({ setBy }) => setBy) } },
    select: { id: true, name: true },
  })
  const names = new Map(officers.map(({ id, name }) => [id, name]))
  const today = dayOf(now())
  return settingKinds().map((kind) => ({
    ...kind,
    changes: rows.flatMap(({ key, value, setAt, setBy, ...row }): SettingChange[] => {
      const read = key === kind.key ? SHAPES[kind.shape].safeParse(value) : null
      if (!read?.success) return []
      const fromOn = dayFromColumn(row.fromOn)
      return [{ value: read.data, fromOn, setAt, setBy: names.get(setBy) ?? null, isToCome: fromOn > today }]
    }),
  }))
}
