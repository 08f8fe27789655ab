import { z } from 'zod'
import { complaintCatalogue } from '#lib/complaints/catalogue.ts'
import { deskSettings } from '#lib/platform/desk-settings.ts'
import { env } from '#lib/platform/env.ts'
import { parseDay } from '#lib/units/ist.ts'
import { isDialled } from '#lib/units/phone.ts'

/** One line or one language of a setting, in letters. */
export const LONGEST_LINE = 300
const line = z.string().trim().min(1).max(LONGEST_LINE)
/** Has something to call, for it becomes a link. */
const helpline = line.refine((text) => isDialled(text))
const words = z.strictObject({ hi: line, en: line })
const clock = z.strictObject({ hours: z.coerce.number().int().min(1).max(8_760), source: words.nullable() })
const holidays = z.array(z.string().refine((text) => parseDay(text) !== null)).max(100)

/** What a setting is made of: one line, one with a number to call, the same in two languages, days, or a time with its source. */
export const SHAPES = { line, helpline, words, clock, holidays } as const
export type Shape = keyof typeof SHAPES
export type SettingValue = z.output<(typeof SHAPES)[Shape]>

export type SettingKind = {
  key: string
  group: 'UTILITY' | 'DAYS' | 'REPLY' | 'HOURS'
  shape: Shape
  now: SettingValue
}

/** Everything that can be changed at the desk, in the order of its page, with what holds today. */
export function settingKinds(): SettingKind[] {
  const { helpline, moreHelplines, forum, ombudsman } = env().discom
  const { replies, categories } = complaintCatalogue()
  return [
    { key: 'HELPLINE', group: 'UTILITY', shape: 'helpline', now: helpline },
    { key: 'MORE_HELPLINES', group: 'UTILITY', shape: 'line', now: moreHelplines },
    { key: 'FORUM', group: 'UTILITY', shape: 'words', now: forum },
    { key: 'OMBUDSMAN', group: 'UTILITY', shape: 'words', now: ombudsman },
    { key: 'HOLIDAYS', group: 'DAYS', shape: 'holidays', now: [...deskSettings().holidays].sort() },
    ...replies.map(
      ({ key, words }): SettingKind => ({ key: `REPLY:${key}`, group: 'REPLY', shape: 'words', now: words }),
    ),
    ...categories.map(
      ({ key, hours, source }): SettingKind => ({
        ...{ key: `HOURS:${key}`, group: 'HOURS', shape: 'clock', now: { hours, source } },
      }),
    ),
  ]
}
