import { formatTime } from './display.ts'
import { LANGUAGES, type Locale } from './locale.ts'

const NBSP = '\u00a0'

/** Whole minutes as people say them: `3 h 30 min`, `3 घंटे 30 मिनट`, and `tight` where room is short. Never `3:30`. */
export function formatDuration(minutes: number, locale: Locale, length: 'long' | 'tight' = 'long'): string {
  const words = LANGUAGES[locale].durations[length]
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const parts = [
    hours > 0 && `${hours}${NBSP}${hours === 1 ? words.hour : words.hours}`,
    (rest > 0 || hours === 0) && `${rest}${NBSP}${words.minutes}`,
  ]
  return parts.filter(Boolean).join(' ')
}

/** Hours with one decimal, cut and not rounded: 20 h 59 min are not 21 hours. */
export function formatHours(minutes: number): string {
  const tenths = Math.floor((minutes * 10) / 60 + 1e-9)
  return tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1)
}

/** From one time of day to another; the part of the day is said once where both share it: `6:00 – 9:30 pm`. */
export function formatTimeRange(from: Date, to: Date, locale: Locale): string {
  const [first, last] = [formatTime(from, locale).split(NBSP), formatTime(to, locale).split(NBSP)]
  const { isFirst } = LANGUAGES[locale].partOfDay
  const isShared = isFirst ? first[0] === last[0] : first[1] === last[1]
  if (!isShared) return `${first.join(NBSP)} – ${last.join(NBSP)}`
  return isFirst ? `${first.join(NBSP)} – ${last.at(-1)}` : `${first[0]} – ${last.join(NBSP)}`
}
