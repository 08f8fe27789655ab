import { addDays, type IstDay, weekdayOf } from '#lib/units/ist.ts'
import type { BlockValues } from '../block-sums.ts'

/** A day that may serve as an example: `minutesOut` null where no block says. */
export type ExampleDay = {
  on: IstDay
  intervalMinutes: number
  energyWh: BlockValues
  isEstimated: boolean
  minutesOut: number | null
}

/** The newest days that are taken, and how many there must be. */
export const PROFILE_DAYS = 4
export const PROFILE_LEAST_DAYS = 3
/** Beyond, a home may have become another. */
export const PROFILE_WEEKS = 8
/** Supply fails for some minutes on most days; longer, and the day is no example. */
const MOST_MINUTES_OUT = 120

/** The days before one that may be examples for it: the same weekday, the newest first. */
export const likeDays = (on: IstDay): IstDay[] =>
  Array.from({ length: PROFILE_WEEKS }, (_, week) => addDays(on, -7 * (week + 1)))

/**
 * The mean of the same time on the newest like days that were measured whole ("average of selected reference days" of the
 * same standards). Those leave out every day with a power failure; here that would leave none, so one of up to two hours
 * without supply counts. Null where there are too few.
 */
export function profileOf(
  on: IstDay,
  intervalMinutes: number,
  days: readonly ExampleDay[],
): { days: IstDay[]; energyWh: number[] } | null {
  const examples = days
    .filter((day) => day.on < on && weekdayOf(day.on) === weekdayOf(on) && day.intervalMinutes === intervalMinutes)
    .filter(({ energyWh, isEstimated }) => !isEstimated && energyWh.every((value) => value !== null))
    .filter(({ minutesOut }) => (minutesOut ?? 0) <= MOST_MINUTES_OUT)
    .toSorted((one, two) => (one.on < two.on ? 1 : -1))
    .slice(0, PROFILE_DAYS)
  if (examples.length < PROFILE_LEAST_DAYS) return null
  const blocks = Array.from({ length: 1440 / intervalMinutes }, (_, block) => block)
  const meanOf = (block: number) =>
    Math.round(examples.reduce((sum, { energyWh }) => sum + (energyWh[block] ?? 0), 0) / examples.length)
  return { days: examples.map((day) => day.on).toSorted(), energyWh: blocks.map(meanOf) }
}
