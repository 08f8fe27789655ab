import { addDays, type IstDay } from '#lib/units/ist.ts'
import type { FlagDetail } from './reading-rules.ts'

/** A day of a meter; `isOut` where its blocks say that there was no supply all day. */
export type EnergyDay = { on: IstDay; energyWh: number; isOut: boolean }

/**
 * The zero-consumption check on an active meter (the same standards, monthly rules; Oracle's Zero Consumption Check): a
 * day is flagged that completes `stuckDays` days in succession without any energy, after a day with some among the days
 * given. A day that is missing or was without supply proves nothing and breaks the run. One flag a run, on the day that
 * completes it; a home that stands empty is flagged too, since its meter says the same.
 *
 * @param days of one meter, in order.
 */
export function findStandstills(
  days: readonly EnergyDay[],
  stuckDays: number,
): { onDay: IstDay; detail: FlagDetail['STUCK'] }[] {
  const found: { onDay: IstDay; detail: FlagDetail['STUCK'] }[] = []
  let hasUsed = false
  let run: { from: IstDay; to: IstDay; days: number } | null = null
  for (const { on, energyWh, isOut } of days) {
    hasUsed ||= energyWh > 0
    if (energyWh > 0 || isOut) {
      run = null
      continue
    }
    const goesOn: boolean = run !== null && addDays(run.to, 1) === on
    run = run && goesOn ? { from: run.from, to: on, days: run.days + 1 } : { from: on, to: on, days: 1 }
    if (hasUsed && run.days === stuckDays) found.push({ onDay: on, detail: { from: run.from, days: run.days } })
  }
  return found
}

/**
 * A whole day of blocks that are all alike and not zero: no home draws the same 48 times, a register that repeats its last
 * value does. Told by the day's sums, without its blocks (after Oracle's Consecutive Interval Check). Null for a day that
 * was estimated in part.
 */
export function findFlatDay(day: {
  intervalMinutes: number
  blocksKnown: number
  energyKnownWh: number
  peakW: number | null
  isEstimated: boolean
}): FlagDetail['STUCK'] | null {
  const blocksInDay = 1440 / day.intervalMinutes
  if (day.blocksKnown < blocksInDay || day.isEstimated || !day.peakW) return null
  const blockWh = (day.peakW * day.intervalMinutes) / 60
  return blockWh * blocksInDay === day.energyKnownWh ? { blockWh } : null
}
