import { deskSettings } from '#lib/platform/desk-settings.ts'
import { type IstDay, weekdayOf } from '#lib/units/ist.ts'

/** National holidays, on which no office opens: month and day. */
const HOLIDAYS = ['01-26', '08-15', '10-02']

/** Camps are held on working days: Monday to Saturday, and on no holiday, be it of the nation or as the desk has entered it. */
export function isWorkingDay(on: IstDay): boolean {
  return weekdayOf(on) !== 0 && !HOLIDAYS.includes(on.slice(5)) && !deskSettings().holidays.has(on)
}
