/** Calendar days and months of India (UTC+05:30, no daylight saving). Instants are UTC everywhere else. */
declare const unit: unique symbol
/** An IST calendar day, `YYYY-MM-DD`. Days compare and sort as plain text. */
export type IstDay = string & { readonly [unit]: 'IST day' }
/** A calendar month, `YYYY-MM`. */
export type Month = string & { readonly [unit]: 'month' }

export const IST_OFFSET_MINUTES = 330
const DAY_MS = 86_400_000
const OFFSET_MS = IST_OFFSET_MINUTES * 60_000

/** Reads `YYYY-MM-DD`; null when there is no such day in the calendar. */
export function parseDay(text: string): IstDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : (text as IstDay)
}

/** As `parseDay`, for days that are known to be right (settings, tests). Throws otherwise. */
export function day(text: string): IstDay {
  const parsed = parseDay(text)
  if (!parsed) throw new RangeError(`Not a calendar day: ${text}`)
  return parsed
}

/** Reads `YYYY-MM`; null when it is no month. */
export function parseMonth(text: string): Month | null {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? (text as Month) : null
}

export function month(text: string): Month {
  const parsed = parseMonth(text)
  if (!parsed) throw new RangeError(`Not a month: ${text}`)
  return parsed
}

/** The IST day on which an instant falls. */
export function dayOf(instant: Date): IstDay {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 10) as IstDay
}

/** The instant at which an IST day begins. */
export function startOfDay(on: IstDay): Date {
  return new Date(Date.parse(`${on}T00:00:00Z`) - OFFSET_MS)
}

/** The clock of India at an instant, `HH:MM`, for machines. */
export function timeOfDay(instant: Date): string {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(11, 16)
}

/** An instant with India's offset, for machines: `2026-11-23T10:00:00+05:30`. */
export function istInstant(at: Date): string {
  return `${new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 19)}+05:30`
}

/** Reads an instant; without an offset it is taken as IST, as meters and counters write it. Null when unreadable. */
export function parseInstant(text: string): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(
    text.trim(),
  )
  if (!match || !parseDay(match[1] as string)) return null
  const at = Date.parse(`${match[1]}T${match[2] ?? '00:00'}:${match[3] ?? '00'}${match[4] ?? '+05:30'}`)
  return Number.isNaN(at) ? null : new Date(at)
}

/** A `DATE` column to an IST day and back; the database holds days at UTC midnight. */
export const dayFromColumn = (value: Date): IstDay => value.toISOString().slice(0, 10) as IstDay
export const dayToColumn = (value: IstDay): Date => new Date(`${value}T00:00:00Z`)

export function addDays(on: IstDay, days: number): IstDay {
  return new Date(Date.parse(`${on}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10) as IstDay
}

/** The same day of another year; of a leap day the 28th, where that year has none. */
export function addYears(on: IstDay, years: number): IstDay {
  const of = addMonths(monthOf(on), 12 * years)
  const last = lastDayOf(of)
  return on.slice(7) > last.slice(7) ? last : (`${of}${on.slice(7)}` as IstDay)
}

/** Days from `from` to `to`: 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: IstDay, to: IstDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

/** Every day from `from` to `to`, both included. */
export function eachDay(from: IstDay, to: IstDay): IstDay[] {
  const days: IstDay[] = []
  for (let of = monthOf(from); of <= monthOf(to); of = addMonths(of, 1))
    for (const on of daysOfMonth(of)) if (on >= from && on <= to) days.push(on)
  return days
}

/** Kept, because a page asks for the days of the same few months thousands of times. */
const months = new Map<Month, readonly IstDay[]>()
const MOST_MONTHS = 1_200

function daysOfMonth(of: Month): readonly IstDay[] {
  const known = months.get(of)
  if (known) return known
  const days = Array.from({ length: daysInMonth(of) }, (_, index) => addDays(firstDayOf(of), index))
  if (months.size >= MOST_MONTHS) months.clear()
  months.set(of, days)
  return days
}

export const monthOf = (on: IstDay): Month => on.slice(0, 7) as Month
export const firstDayOf = (of: Month): IstDay => `${of}-01` as IstDay
export const lastDayOf = (of: Month): IstDay => addDays(firstDayOf(addMonths(of, 1)), -1)
export const daysInMonth = (of: Month): number => daysBetween(firstDayOf(of), firstDayOf(addMonths(of, 1)))

export function addMonths(of: Month, months: number): Month {
  const index = Number(of.slice(0, 4)) * 12 + Number(of.slice(5)) - 1 + months
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}` as Month
}

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (on: IstDay): number => new Date(`${on}T00:00:00Z`).getUTCDay()
