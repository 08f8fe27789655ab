import { addDays, type IstDay, startOfDay } from '#lib/units/ist.ts'

const OLD_AFTER_MS = 48 * 3_600_000

/** True when more than 48 hours have passed since the end of the last day that was read: then a page says so aloud. */
export function readingsAreOld(lastReadOn: IstDay | null, now: Date): boolean {
  return lastReadOn !== null && now.getTime() - startOfDay(addDays(lastReadOn, 1)).getTime() > OLD_AFTER_MS
}
