import { cleanText } from '#lib/units/clean-text.ts'
import { dayOf, type IstDay, parseDay } from '#lib/units/ist.ts'
import { isDialled } from '#lib/units/phone.ts'
import { type SettingKind, type SettingValue, SHAPES } from './setting-kinds.ts'

export type SettingField = 'text' | 'hi' | 'en' | 'hours' | 'days' | 'fromOn'
export type SettingError = {
  field: SettingField
  reason: 'NO_TEXT' | 'TOO_LONG' | 'NO_NUMBER' | 'NOT_HOURS' | 'ONE_LANGUAGE' | 'NOT_DAYS' | 'NOT_A_DAY' | 'IS_PAST'
}
export type ReadSetting = { ok: true; value: SettingValue; fromOn: IstDay } | { ok: false; errors: SettingError[] }

/** Reads a form of one setting. Dated today or later: what was said before stays what was said. */
export function readSetting(
  { shape }: Pick<SettingKind, 'shape'>,
  form: { get: (name: SettingField) => string | null | undefined },
  now: Date,
): ReadSetting {
  const typed = (field: SettingField) => cleanText(form.get(field) ?? '')
  const errors: SettingError[] = []
  const fromOn = parseDay(typed('fromOn'))
  if (!fromOn) errors.push({ field: 'fromOn', reason: 'NOT_A_DAY' })
  else if (fromOn < dayOf(now)) errors.push({ field: 'fromOn', reason: 'IS_PAST' })
  const value = VALUES[shape](typed, errors)
  if (value === null || !fromOn || errors.length > 0) return { ok: false, errors }
  return { ok: true, value, fromOn }
}

type Typed = (field: SettingField) => string

const VALUES: Record<SettingKind['shape'], (typed: Typed, errors: SettingError[]) => SettingValue | null> = {
  line: (typed, errors) => lineOf(typed, errors),
  helpline: (typed, errors) => {
    const text = lineOf(typed, errors)
    if (text !== null && !isDialled(text)) errors.push({ field: 'text', reason: 'NO_NUMBER' })
    return text
  },
  words: (typed, errors) => wordsOf(typed, errors),
  clock: (typed, errors) => {
    const hours = SHAPES.clock.shape.hours.safeParse(typed('hours'))
    if (!hours.success) errors.push({ field: 'hours', reason: 'NOT_HOURS' })
    const isOwnAim = typed('hi') === '' && typed('en') === ''
    const source = isOwnAim ? null : wordsOf(typed, errors)
    return hours.success ? { hours: hours.data, source } : null
  },
  holidays: (typed, errors) => {
    const days = typed('days')
      .split(/[\s,]+/)
      .filter((word) => word !== '')
    const read = SHAPES.holidays.safeParse([...new Set(days)].sort())
    if (!read.success) errors.push({ field: 'days', reason: 'NOT_DAYS' })
    return read.data ?? null
  },
}

function lineOf(typed: Typed, errors: SettingError[]): string | null {
  const text = typed('text')
  const read = SHAPES.line.safeParse(text)
  if (!read.success) errors.push({ field: 'text', reason: text === '' ? 'NO_TEXT' : 'TOO_LONG' })
  return read.data ?? null
}

function wordsOf(typed: Typed, errors: SettingError[]): { hi: string; en: string } | null {
  const words = { hi: typed('hi'), en: typed('en') }
  for (const field of ['hi', 'en'] as const)
    if (!SHAPES.line.safeParse(words[field]).success)
      errors.push({ field, reason: words[field] === '' ? 'ONE_LANGUAGE' : 'TOO_LONG' })
  return SHAPES.words.safeParse(words).data ?? null
}
