import { addMonths, dayOf, type IstDay, monthOf, startOfDay } from '#lib/units/ist.ts'

const DAY_MS = 86_400_000

/** Null for what is no duration, or one whose length the calendar decides (months and years). */
export function durationMs(value: string): number | null {
  const match = /^P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8}(?:\.\d+)?)S)?)?$/.exec(
    value,
  )
  if (!match || match.slice(1).every((part) => part === undefined)) return null
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0))
  return Math.round((weeks * 7 + days) * DAY_MS + hours * 3_600_000 + minutes * 60_000 + seconds * 1_000)
}

/** The end of a period; whole months and years go by India's calendar. Null for what is no duration above zero. */
export function periodEnd(start: Date, duration: string): Date | null {
  const calendar = /^P(?:(\d{1,2})Y)?(?:(\d{1,3})M)?$/.exec(duration)
  const months = calendar && Number(calendar[1] ?? 0) * 12 + Number(calendar[2] ?? 0)
  if (months) {
    const on = dayOf(start)
    const first = startOfDay(`${addMonths(monthOf(on), months)}-01` as IstDay)
    // Periods of months begin on a day that every month has; from the 29th on there may be no such day.
    const days = Number(on.slice(8)) - 1
    return days > 27 ? null : new Date(first.getTime() + days * DAY_MS + (start.getTime() - startOfDay(on).getTime()))
  }
  const length = durationMs(duration)
  return length ? new Date(start.getTime() + length) : null
}
