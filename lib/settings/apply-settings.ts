import { holdDeskSettings, NO_DESK_SETTINGS } from '#lib/platform/desk-settings.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf, dayToColumn } from '#lib/units/ist.ts'
import { SHAPES } from './setting-kinds.ts'

/**
 * Lets this process know what the desk has changed that holds today. Each process asks every minute, so a change is
 * everywhere within one.
 */
export async function applySettings({ db, now }: Pick<Services, 'db' | 'now'>): Promise<void> {
  const rows = await db.deskSetting.findMany({
    where: { fromOn: { lte: dayToColumn(dayOf(now())) } },
    orderBy: [{ fromOn: 'asc' }, { id: 'asc' }],
    select: { key: true, value: true },
  })
  // The last word on each counts.
  const held = new Map(rows.map(({ key, value }) => [key, value]))
  const line = (key: string) => SHAPES.line.safeParse(held.get(key)).data
  const words = (key: string) => SHAPES.words.safeParse(held.get(key)).data
  const below = <T>(prefix: string, read: (value: unknown) => T | undefined) =>
    new Map(
      [...held].flatMap(([key, value]): [string, T][] => {
        const known = key.startsWith(prefix) ? read(value) : undefined
        return known === undefined ? [] : [[key.slice(prefix.length), known]]
      }),
    )
  const discom = {
    ...{ helpline: line('HELPLINE'), moreHelplines: line('MORE_HELPLINES') },
    ...{ forum: words('FORUM'), ombudsman: words('OMBUDSMAN') },
  }
  holdDeskSettings({
    ...NO_DESK_SETTINGS,
    discom: Object.fromEntries(Object.entries(discom).filter(([, value]) => value !== undefined)),
    holidays: new Set(SHAPES.holidays.safeParse(held.get('HOLIDAYS')).data ?? []),
    replies: below('REPLY:', (value) => SHAPES.words.safeParse(value).data),
    clocks: below('HOURS:', (value) => SHAPES.clock.safeParse(value).data),
  })
}
