import { type IstDay, weekdayOf } from '#lib/units/ist.ts'

export const HOURS_A_DAY = 24

/** The blocks of a day that a picture of hours needs. */
export type HourBlocks = { intervalMinutes: number; energyWh: readonly (number | null)[] }

export type HourCell = {
  /** Mean power over the blocks that came; null where none did. */
  meanW: number | null
  /** In one block at least, mean power was above the sanctioned load of its day. */
  isAbove: boolean
}

export type LoadHours = {
  /** Monday to Sunday, each with its hours from midnight, `hoursPerCell` at a time. */
  rows: HourCell[][]
  hoursPerCell: number
  /** The three hours in a row with the most load, where they stand out; null where they do not. */
  busiest: { fromHour: number; toHour: number } | null
}

const BUSY_HOURS = 3
/** Three hours stand out when their mean is at least this much above that of the whole day. */
const STANDS_OUT_PERCENT = 125
/** Sunday is 0 to the calendar; an Indian wall calendar's week is read from Monday here. */
const rowOf = (on: IstDay) => (weekdayOf(on) + 6) % 7

type Sum = { energyWh: number; minutes: number; isAbove: boolean }

/** Mean load by weekday and hour. Null without a single block. */
export function loadHours(
  days: ReadonlyMap<IstDay, HourBlocks>,
  limitOn: (on: IstDay) => number | null,
  hoursPerCell: 1 | 2,
): LoadHours | null {
  const sums = Array.from({ length: 7 }, () =>
    Array.from({ length: HOURS_A_DAY / hoursPerCell }, (): Sum => ({ energyWh: 0, minutes: 0, isAbove: false })),
  )
  const byHour = Array.from({ length: HOURS_A_DAY }, (): Sum => ({ energyWh: 0, minutes: 0, isAbove: false }))
  for (const [on, { intervalMinutes, energyWh }] of days) {
    const limitW = limitOn(on)
    const row = sums[rowOf(on)]
    for (const [block, energy] of energyWh.entries()) {
      if (energy === null) continue
      const hour = Math.floor((block * intervalMinutes) / 60)
      const cell = row?.[Math.floor(hour / hoursPerCell)]
      const isAbove = limitW !== null && energy * (60 / intervalMinutes) > limitW
      for (const sum of [cell, byHour[hour]]) if (sum) count(sum, energy, intervalMinutes, isAbove)
    }
  }
  if (byHour.every(({ minutes }) => minutes === 0)) return null
  return {
    rows: sums.map((row) => row.map((sum) => ({ meanW: meanOf([sum]), isAbove: sum.isAbove }))),
    hoursPerCell,
    busiest: busiestHours(byHour),
  }
}

function count(sum: Sum, energyWh: number, minutes: number, isAbove: boolean): void {
  sum.energyWh += energyWh
  sum.minutes += minutes
  sum.isAbove ||= isAbove
}

function meanOf(sums: readonly Sum[]): number | null {
  const minutes = sums.reduce((total, sum) => total + sum.minutes, 0)
  return minutes === 0 ? null : Math.round((sums.reduce((total, sum) => total + sum.energyWh, 0) * 60) / minutes)
}

function busiestHours(byHour: readonly Sum[]): LoadHours['busiest'] {
  const starts = Array.from({ length: HOURS_A_DAY - BUSY_HOURS + 1 }, (_, hour) => hour)
  const meanFrom = (hour: number) => meanOf(byHour.slice(hour, hour + BUSY_HOURS)) ?? 0
  const fromHour = starts.reduce((best, hour) => (meanFrom(hour) > meanFrom(best) ? hour : best), 0)
  const whole = meanOf(byHour) ?? 0
  if (whole === 0 || meanFrom(fromHour) * 100 < whole * STANDS_OUT_PERCENT) return null
  return { fromHour, toHour: fromHour + BUSY_HOURS }
}
