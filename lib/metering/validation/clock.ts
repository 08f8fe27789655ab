import { addDays, type IstDay, startOfDay } from '#lib/units/ist.ts'
import type { FlagDetail } from './reading-rules.ts'

/**
 * A meter whose clock is wrong stamps its highest demand outside the day that it closes. The register is stamped at the
 * end of its interval, so the next midnight belongs to the day (the time check of the same standards, as far as readings
 * tell). An event that is older than the newest known is no sign of a clock: head ends send events late and in no order.
 * Nor are starts of blocks that jump back within a file: head ends write days in any order, and ask again for what they
 * lacked. A meter that was set back names blocks twice, of which the second is refused as a row that contradicts the first;
 * one that was set forward leaves blocks out, which is a gap.
 */
export function findWrongClock(on: IstDay, maxDemandAt: Date | null): FlagDetail['CLOCK'] | null {
  if (!maxDemandAt || (maxDemandAt >= startOfDay(on) && maxDemandAt <= startOfDay(addDays(on, 1)))) return null
  return { demandAt: maxDemandAt.toISOString() }
}

const BILLING_PERIOD_DAYS = 62

/**
 * Whether a demand told for a day is one of days before, of a meter that repeats the highest of its billing period until it
 * is reset: two months at the most. It is no demand of this day, while a clock that is wrong altogether stamps this day's own.
 */
export function isOfDaysBefore(on: IstDay, maxDemandAt: Date): boolean {
  return maxDemandAt < startOfDay(on) && maxDemandAt >= startOfDay(addDays(on, -BILLING_PERIOD_DAYS))
}
