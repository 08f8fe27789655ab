import { type IstDay, weekdayOf } from '#lib/units/ist.ts'
import { chance } from './chance.ts'
import type { DemoHome } from './homes.ts'

/** A time without supply, in minutes from the day's midnight. */
export type Cut = { from: number; minutes: number }

export const BLOCK_MINUTES = 30
const CUT_MINUTES = [12, 25, 40, 40, 75, 150, 225] as const
const LOW_EVENING = { from: 36, to: 42 } as const
const HIGH_NIGHT = { from: 2, to: 8 } as const

/** Work on the lines of a subdivision: what was announced, and when supply was off. */
export type PlannedWork = Cut & { cut: Cut }

/** Work that the utility announces: in every subdivision on one weekday of the second week of a month. */
export function plannedWork(subdivision: string, on: IstDay): PlannedWork | null {
  const place = { meterNo: subdivision }
  const isSecondWeek = Number(on.slice(8)) > 7 && Number(on.slice(8)) <= 14
  if (!isSecondWeek || weekdayOf(on) !== 1 + Math.floor(5 * chance(place, '', 'weekday of work'))) return null
  const cut = {
    from: 630 + Math.floor(10 * chance(place, on, 'late')),
    minutes: 70 + Math.floor(40 * chance(place, on, 'work')),
  }
  return { from: 630, minutes: 120, cut }
}

/** When a home was without supply on a day: while there was work, else on every fifth or sixth for minutes or some hours. */
export function cutsOf(home: DemoHome, on: IstDay): Cut[] {
  const work = plannedWork(home.subdivision, on)
  if (work) return [work.cut]
  if (chance(home, on, 'cut') > 0.18) return []
  const minutes = CUT_MINUTES[Math.floor(CUT_MINUTES.length * chance(home, on, 'cut length'))] as number
  return [{ from: 300 + Math.floor(840 * chance(home, on, 'cut start')), minutes }]
}

/** Minutes without supply within a block. */
export function minutesOut(cuts: readonly Cut[], block: number): number {
  const start = block * BLOCK_MINUTES
  return cuts.reduce((sum, { from, minutes }) => {
    const overlap = Math.min(from + minutes, start + BLOCK_MINUTES) - Math.max(from, start)
    return sum + Math.max(0, overlap)
  }, 0)
}

/** Mean volts of a block: lower in the evening, and in homes at the end of a long line far too low on some. */
export function voltageOf(home: DemoHome, on: IstDay, block: number): number {
  const noise = 3 * (chance(home, `${on} ${block}`, 'voltage') - 0.5)
  if (home.hasPoorVoltage && within(LOW_EVENING, block) && chance(home, on, 'low') < 0.28)
    return 210 + noise + 4 * (chance(home, on, 'how low') - 0.5)
  if (home.hasPoorVoltage && within(HIGH_NIGHT, block) && chance(home, on, 'high') < 0.12) return 246 + noise / 2
  const level = 231 + 6 * (chance(home, on, 'level') - 0.5)
  const evening = 6 * Math.exp(-(((block - 40) / 5) ** 2))
  return level - evening + noise
}

/** Hertz of the grid, the same for all homes. */
export function frequencyOf(on: IstDay, block: number): number {
  return 49.98 + 0.1 * (chance({ meterNo: 'grid' }, `${on} ${block}`, 'frequency') - 0.5)
}

/** What the meter noted of its supply: power failure (101) and its end (102), some shorter than a minute. */
export function eventRows(home: DemoHome, on: IstDay): string[] {
  const longer = cutsOf(home, on).flatMap(({ from, minutes }) => [
    `${home.meterNo},${on} ${clock(from)}:00,101`,
    `${home.meterNo},${on} ${clock(from + minutes)}:00,102`,
  ])
  if (chance(home, on, 'blink') > 0.08) return longer
  const minute = clock(60 + Math.floor(180 * chance(home, on, 'blink at')))
  return [...longer, `${home.meterNo},${on} ${minute}:10,101`, `${home.meterNo},${on} ${minute}:34,102`]
}

export const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const within = ({ from, to }: { from: number; to: number }, block: number) => block >= from && block <= to
