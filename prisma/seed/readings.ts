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
import type { DemoHome } from './homes.ts'

export const READS_HEADER = 'meter_no,date,kwh,max_demand_kw,max_demand_at,status'

const YEARLY_SPREAD = 0.06

/**
 * The daily reads of a home as rows of a file. The same meter and day always give the same row, whenever it is asked
 * for, so that days can be added at each start and what is there already stays unchanged.
 */
export function readRows(home: DemoHome, from: IstDay, to: IstDay): string[] {
  const wanted = eachDay(from, to)
  return [...new Set(wanted.map(monthOf))]
    .flatMap((of) => monthRows(home, of))
    .flatMap(({ on, row }) => (on >= from && on <= to && row !== null ? [row] : []))
}

function monthRows(home: DemoHome, of: Month): { on: IstDay; row: string | null }[] {
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
    if (home.missing?.(month, day)) return { on, row: null }
    const status = home.estimated?.(month, day) ? 'ESTIMATED' : 'VALID'
    const demandKw = (Number(home.loadKw) * (0.55 + 0.5 * chance(home, on, 'demand'))).toFixed(3)
    const hour = 18 + Math.floor(4 * chance(home, on, 'hour'))
    return { on, row: `${home.meterNo},${on},${(energyWh / 1000).toFixed(3)},${demandKw},${on} ${hour}:30,${status}` }
  })
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

/** A number from 0 to 1 that a meter, a day and a purpose always give. */
function chance({ meterNo }: DemoHome, on: string, purpose: string): number {
  let value = 0x811c9dc5
  for (const character of `${meterNo} ${on} ${purpose}`)
    value = Math.imul(value ^ (character.codePointAt(0) as number), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return ((value ^ (value >>> 16)) >>> 0) / 2 ** 32
}
