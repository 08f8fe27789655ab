import { addDays, dayOf, type IstDay, type Month, monthOf, weekdayOf } from './ist.ts'
import { LANGUAGES, type Locale } from './locale.ts'

/** Dates and times as people read them, always in IST, in the forms that the design fixes. */
const NBSP = '\u00a0'

const monthIndex = (text: string) => Number(text.slice(5, 7)) - 1

/** In groups of four, as it is read aloud; the spaces do not break. */
export function spacedConsumerNo(consumerNo: string): string {
  return consumerNo.replace(/\s/g, '').replace(/(.{4})(?=.)/g, `$1${NBSP}`)
}

/** `26 November 2026`, `26 नवंबर 2026`. */
export function formatDay(on: IstDay, locale: Locale): string {
  return `${Number(on.slice(8))}${NBSP}${LANGUAGES[locale].months[monthIndex(on)]}${NBSP}${on.slice(0, 4)}`
}

/** `26 November`, `26 नवंबर`: for sentences, where the year is understood. */
export function formatDayOfYear(on: IstDay, locale: Locale): string {
  return `${Number(on.slice(8))}${NBSP}${LANGUAGES[locale].months[monthIndex(on)]}`
}

/** `26 Nov`, `26 नवं.`: for badges, tables and axes. */
export function formatShortDay(on: IstDay, locale: Locale): string {
  return `${Number(on.slice(8))}${NBSP}${LANGUAGES[locale].shortMonths[monthIndex(on)]}`
}

/** `Thu, 26 Nov`, for tables of days. */
export function formatWeekday(on: IstDay, locale: Locale): string {
  return `${LANGUAGES[locale].shortWeekdays[weekdayOf(on)]}, ${formatShortDay(on, locale)}`
}

/** `Mon` for Monday; 0 is Sunday. */
export function formatWeekdayName(weekday: number, locale: Locale): string {
  return LANGUAGES[locale].shortWeekdays[weekday] as string
}

/** `June and November`, `जून और नवंबर`. */
export function formatList(items: readonly string[], locale: Locale): string {
  return new Intl.ListFormat(LANGUAGES[locale].tag).format(items)
}

/** `26-11-2026`: needs no translation, for tables on paper. */
export function formatTableDay(on: IstDay): string {
  return `${on.slice(8)}-${on.slice(5, 7)}-${on.slice(0, 4)}`
}

/** `October 2026`, `अक्टूबर 2026`. */
export function formatMonth(of: Month, locale: Locale): string {
  return `${LANGUAGES[locale].months[monthIndex(of)]} ${of.slice(0, 4)}`
}

/** `November`, where the year is understood. */
export function formatMonthName(of: Month, locale: Locale): string {
  return LANGUAGES[locale].months[monthIndex(of)] as string
}

/** `2026-27`: the financial year that begins with an April. */
export function formatFinancialYear(april: Month): string {
  const year = Number(april.slice(0, 4))
  return `${year}-${String((year + 1) % 100).padStart(2, '0')}`
}

export function formatShortMonth(of: Month, locale: Locale): string {
  return LANGUAGES[locale].shortMonths[monthIndex(of)] as string
}

/** `1 – 30 November 2026`; both months are named where the period crosses one. */
export function formatPeriod(from: IstDay, to: IstDay, locale: Locale): string {
  if (from.slice(0, 7) === to.slice(0, 7))
    return `${Number(from.slice(8))}${NBSP}– ${formatDayOfYear(to, locale)} ${to.slice(0, 4)}`
  return `${formatDay(from, locale)}${NBSP}– ${formatDay(to, locale)}`
}

/** Days as runs, for a sentence: `3 October, 7 – 9 October`, `13 and 14 October`. Takes them in order. */
export function formatDays(days: readonly IstDay[], locale: Locale): string {
  const runs: { from: IstDay; to: IstDay }[] = []
  for (const on of days) {
    const last = runs.at(-1)
    if (last && addDays(last.to, 1) === on) last.to = on
    else runs.push({ from: on, to: on })
  }
  return runs.map(({ from, to }) => formatRun(from, to, locale)).join(', ')
}

function formatRun(from: IstDay, to: IstDay, locale: Locale): string {
  const last = formatDayOfYear(to, locale)
  if (from === to) return last
  const first = monthOf(from) === monthOf(to) ? Number(from.slice(8)) : formatDayOfYear(from, locale)
  return `${first}${NBSP}${addDays(from, 1) === to ? LANGUAGES[locale].and : '–'}${NBSP}${last}`
}

/** `6 pm`, `12 noon`, `शाम 6`: a whole hour of the day, 0 to 24. */
export function formatHour(hour: number, locale: Locale): string {
  const { of, ofWholeHour = of } = LANGUAGES[locale].partOfDay
  return withPart(String(hour % 12 || 12), ofWholeHour(hour), locale)
}

/** `6:15 am`, `सुबह 6:15`. */
export function formatTime(instant: Date, locale: Locale): string {
  const minutes = Math.floor((((instant.getTime() / 60_000 + 330) % 1440) + 1440) % 1440)
  const hour = Math.floor(minutes / 60)
  const clock = `${hour % 12 || 12}:${String(minutes % 60).padStart(2, '0')}`
  return withPart(clock, LANGUAGES[locale].partOfDay.of(hour), locale)
}

const withPart = (clock: string, part: string, locale: Locale) =>
  (LANGUAGES[locale].partOfDay.isFirst ? [part, clock] : [clock, part]).join(NBSP)

/** `27 Nov, 6:15 am`. */
export function formatInstant(instant: Date, locale: Locale): string {
  return `${formatShortDay(dayOf(instant), locale)}, ${formatTime(instant, locale)}`
}
