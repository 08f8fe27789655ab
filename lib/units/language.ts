/** A language in which the utility writes what it keeps: notices, kinds of complaints, names of places. */
export type RecordLanguage = 'hi' | 'en'

/** What the portal knows of a language besides its texts (`lib/i18n/messages`). */
export type Language = {
  /** By its own name, as its readers look for it. */
  name: string
  /** BCP 47, for plurals and lists. */
  tag: string
  /** Which of the utility's own texts its readers get, since those are written in two languages alone. */
  records: RecordLanguage
  months: readonly string[]
  shortMonths: readonly string[]
  /** From Sunday on. */
  shortWeekdays: readonly string[]
  and: string
  fullStop: string
  /** A part of the day or am and pm for an hour of 0 to 24, and on which side of the clock's figures it stands. */
  partOfDay: { of: (hour: number) => string; ofWholeHour?: (hour: number) => string; isFirst: boolean }
  /** A day of a month (from 0) on paper, where months are short unless that saves nothing. */
  paperDay: (day: number, month: number) => string
  durations: Record<'long' | 'tight', { hour: string; hours: string; minutes: string }>
}
