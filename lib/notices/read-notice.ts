import { cleanText } from '#lib/units/clean-text.ts'
import { addDays, dayOf, type IstDay, parseDay } from '#lib/units/ist.ts'

/** A notice as it was typed, or as it is to be shown. */
export type NoticeWords = {
  textHi: string
  textEn: string
  /** Null: for all of the office. */
  subdivision: string | null
  fromOn: IstDay
  untilOn: IstDay
}
export type NoticeField = 'textHi' | 'textEn' | 'subdivision' | 'fromOn' | 'untilOn'
export type NoticeError = {
  field: NoticeField
  reason: 'NO_TEXT' | 'TOO_LONG' | 'NOT_YOURS' | 'NOT_A_DAY' | 'IS_PAST' | 'ENDS_BEFORE' | 'TOO_FAR'
}
export type ReadNotice = { ok: true; notice: NoticeWords } | { ok: false; errors: NoticeError[] }

/** Two or three sentences: more is not read on a phone. */
export const LONGEST_NOTICE = 300
/** Longer than a camp's season; what holds for longer belongs on a page. */
const LONGEST_DAYS = 92
/** In the place of one sub-division: all of the office. */
export const ALL = 'ALL'

/** Reads a form. All that is wrong is told at once. */
export function readNotice(
  form: { get: (name: NoticeField) => string | null | undefined },
  { now, subdivisions: own }: { now: Date; subdivisions: readonly string[] },
): ReadNotice {
  const errors: NoticeError[] = []
  const text = (field: 'textHi' | 'textEn') => {
    const clean = cleanText(form.get(field) ?? '')
    if (clean === '') errors.push({ field, reason: 'NO_TEXT' })
    if (clean.length > LONGEST_NOTICE) errors.push({ field, reason: 'TOO_LONG' })
    return clean
  }
  const day = (field: 'fromOn' | 'untilOn') => {
    const parsed = parseDay(form.get(field) ?? '')
    if (!parsed) errors.push({ field, reason: 'NOT_A_DAY' })
    return parsed
  }
  const [textHi, textEn] = [text('textHi'), text('textEn')]
  const chosen = form.get('subdivision') ?? ''
  if (chosen !== ALL && !own.includes(chosen)) errors.push({ field: 'subdivision', reason: 'NOT_YOURS' })
  const [fromOn, untilOn] = [day('fromOn'), day('untilOn')]
  if (untilOn && untilOn < dayOf(now)) errors.push({ field: 'untilOn', reason: 'IS_PAST' })
  else if (fromOn && untilOn && untilOn < fromOn) errors.push({ field: 'untilOn', reason: 'ENDS_BEFORE' })
  else if (fromOn && untilOn && untilOn > addDays(fromOn, LONGEST_DAYS))
    errors.push({ field: 'untilOn', reason: 'TOO_FAR' })
  return errors.length === 0 && fromOn && untilOn
    ? { ok: true, notice: { textHi, textEn, subdivision: chosen === ALL ? null : chosen, fromOn, untilOn } }
    : { ok: false, errors }
}
