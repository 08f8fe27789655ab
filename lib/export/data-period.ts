import { addDays, addMonths, dayOf, daysBetween, firstDayOf, type IstDay, monthOf, parseDay } from '#lib/units/ist.ts'

/** A year and a month: enough for a year's comparison, and at most 38,000 blocks of a quarter of an hour. */
export const MOST_DAYS = 400
const MONTHS_OFFERED = 12

export const DATA_FORMATS = ['green-button', 'ies'] as const
export type DataFormat = (typeof DATA_FORMATS)[number]

export const PERIOD_REFUSALS = ['NO_FIRST_DAY', 'NO_LAST_DAY', 'ENDS_BEFORE', 'NOT_YET', 'TOO_LONG'] as const
export type PeriodRefusal = (typeof PERIOD_REFUSALS)[number]
/** Which field of the form a refusal is about. */
export const FIELD_OF: Record<PeriodRefusal, 'from' | 'to'> = {
  ...{ NO_FIRST_DAY: 'from', NO_LAST_DAY: 'to', ENDS_BEFORE: 'to', NOT_YET: 'from', TOO_LONG: 'from' },
}

/** What the form starts from, and holds where nothing was asked for: twelve calendar months with the running one. */
export function usualPeriod(now: Date): { from: IstDay; to: IstDay } {
  const today = dayOf(now)
  return { from: firstDayOf(addMonths(monthOf(today), 1 - MONTHS_OFFERED)), to: today }
}

/** Reads the days that an address asks for. Days to come hold nothing, so a period ends today at the latest. */
export function readDataPeriod(
  query: URLSearchParams,
  now: Date,
): { ok: true; from: IstDay; to: IstDay } | { ok: false; reason: PeriodRefusal } {
  const usual = usualPeriod(now)
  const today = dayOf(now)
  const named = (field: string, otherwise: IstDay) => (query.has(field) ? parseDay(query.get(field) ?? '') : otherwise)
  const [from, to] = [named('from', usual.from), named('to', usual.to)]
  if (!from) return { ok: false, reason: 'NO_FIRST_DAY' }
  if (!to) return { ok: false, reason: 'NO_LAST_DAY' }
  if (from > today) return { ok: false, reason: 'NOT_YET' }
  if (to < from) return { ok: false, reason: 'ENDS_BEFORE' }
  if (daysBetween(from, addDays(to, 1)) > MOST_DAYS) return { ok: false, reason: 'TOO_LONG' }
  return { ok: true, from, to: [to, today].sort()[0] as IstDay }
}
