import { addDays, dayOf, startOfDay } from '#lib/units/ist.ts'

const HOUR_MS = 3_600_000
const FROM_HOUR = 8
const TO_HOUR = 21

/** When something that is not urgent may be said: now between 8 and 21 o'clock, Indian time, else at the next 8. */
export function wakingTime(at: Date): Date {
  const today = dayOf(at)
  const opens = startOfDay(today).getTime() + FROM_HOUR * HOUR_MS
  if (at.getTime() < opens) return new Date(opens)
  const closes = startOfDay(today).getTime() + TO_HOUR * HOUR_MS
  return at.getTime() < closes ? at : new Date(startOfDay(addDays(today, 1)).getTime() + FROM_HOUR * HOUR_MS)
}
