import {
  daysInMonth,
  eachDay,
  firstDayOf,
  type IstDay,
  lastDayOf,
  type Month,
  monthOf,
  weekdayOf,
} from '#lib/units/ist.ts'
import { chance } from './chance.ts'
import type { DemoHome } from './homes.ts'

export const READS_HEADER = 'meter_no,date,kwh,max_demand_kw,max_demand_at,status'

const YEARLY_SPREAD = 0.06

export type DayReading = {
  on: IstDay
  energyWh: number
  /** The highest mean power of a half hour, and the hour of the day at whose start that half hour begins. */
  demandW: number
  demandHour: number
  isMissing: boolean
  isEstimated: boolean
}

/**
 * The daily reads of a home as rows of a file. The same meter and day always give the same row, whenever it is asked
 * for, so that days can be added at each start and what is there already stays unchanged.
 */
export function readRows(home: DemoHome, from: IstDay, to: IstDay): string[] {
  return dayReadings(home, from, to)
    .filter(({ isMissing }) => !isMissing)
    .map(({ on, energyWh, demandW, demandHour, isEstimated }) =>
      [
        ...[home.meterNo, on, (energyWh / 1000).toFixed(3), (demandW / 1000).toFixed(3)],
        // A demand is stamped when its half hour ends.
        ...[`${on} ${demandHour}:30`, isEstimated ? 'ESTIMATED' : 'VALID'],
      ].join(','),
    )
}

/** Each day's use, whether its reading arrives or not. */
export function dayReadings(home: DemoHome, from: IstDay, to: IstDay): DayReading[] {
  const wanted = eachDay(from, to)
  return [...new Set(wanted.map(monthOf))]
    .flatMap((of) => monthReadings(home, of))
    .filter(({ on }) => on >= from && on <= to)
}

function monthReadings(home: DemoHome, of: Month): DayReading[] {
  const month = Number(of.slice(5))
  const days = eachDay(firstDayOf(of), lastDayOf(of))
  const weights = days.map((on) => weight(home, on))
  const whole = weights.reduce((sum, one) => sum + one, 0)
  const monthWh = unitsOf(home, of) * 1000
  let [sum, used] = [0, 0]
  return days.map((on, index) => {
    // Rounded sums, so that the days add up to the month's units to the Wh.
    sum += weights[index] as number
    const upTo = Math.round((monthWh * sum) / whole)
    const energyWh = upTo - used
    used = upTo
    const day = Number(on.slice(8))
    return {
      ...{ on, energyWh },
      demandW: Math.round(Number(home.loadKw) * 1000 * demandShare(home, on)),
      demandHour: 18 + Math.floor(4 * chance(home, on, 'hour')),
      isMissing: home.missing?.(month, day) ?? false,
      isEstimated: home.estimated?.(month, day) ?? false,
    }
  })
}

/** The highest demand of a day as a share of the sanctioned load: near it now and then, above it on few days of few homes. */
function demandShare({ mostOfLoad = 0.95, ...home }: DemoHome, on: IstDay): number {
  const by = chance(home, on, 'demand')
  if (home.exceeds?.(Number(on.slice(5, 7)), Number(on.slice(8)))) return 1.05 + 0.26 * by
  return mostOfLoad * (0.6 + 0.4 * by)
}

/** Whole kWh of a month. */
function unitsOf(home: DemoHome, of: Month): number {
  const usual = home.units[Number(of.slice(5)) - 1] ?? 0
  const varied = usual * (1 + YEARLY_SPREAD * (chance(home, of, 'month') - 0.5))
  return Math.max(home.atLeast ?? 0, Math.round(varied))
}

/** How much of a month's energy falls on a day: more at weekends, less or more by chance. */
function weight(home: DemoHome, on: IstDay): number {
  const weekend = [0, 6].includes(weekdayOf(on)) ? 1.12 : 1
  const wave = 1 + 0.12 * Math.sin((2 * Math.PI * Number(on.slice(8))) / daysInMonth(monthOf(on)))
  return weekend * wave * (0.8 + 0.4 * chance(home, on, 'energy'))
}
