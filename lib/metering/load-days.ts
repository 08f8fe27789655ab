import type { IstDay } from '#lib/units/ist.ts'

/** The highest demand that one meter knows of one day. */
export type MeterPeak = {
  /** The meter's own demand register of the day, and when it was reached, if it said so. */
  registerW: number | null
  registerAt: Date | null
  /** Mean power of the block with the most energy, and when that block began. */
  blockW: number | null
  blockAt: Date | null
  /** Blocks whose energy is there; 0 where no block came. */
  blocksKnown: number
  intervalMinutes: number | null
}

/** The highest demand of a day, as far as it is known. */
export type DayPeak = {
  watts: number
  at: Date | null
  /** REGISTER is what a bill counts. BLOCKS is derived from means over half hours, and only indicative. */
  source: 'REGISTER' | 'BLOCKS'
  /** The register did not say when; the time is that of the block with the most energy. */
  isTimeIndicative: boolean
  /** Blocks of the day that did not come, so that the day may have gone higher; 0 where the register is known. */
  blocksMissing: number
  /** Length of the blocks, where there are any. */
  intervalMinutes: number | null
}

/** UNKNOWN: no demand, or no sanctioned load to hold it against. FUTURE: not over, and nothing came yet. */
export type LoadState = 'ABOVE' | 'NEAR' | 'WITHIN' | 'UNKNOWN' | 'FUTURE'

export type LoadDay = {
  on: IstDay
  /** The sanctioned load in force on the day; null before the first terms. */
  limitW: number | null
  peak: DayPeak | null
  state: LoadState
}

/** From here on a day counts as near: consumers want to know before they are above. */
const NEAR_PERCENT = 90
const MINUTES_A_DAY = 1_440

/**
 * Strictly above the sanctioned load is above; exactly at it is near, as the rule speaks of load that exceeds
 * (Electricity (Rights of Consumers) Rules 2020, rule 5(5b)). Watts are whole, so nothing is rounded.
 */
export function loadState(watts: number, limitW: number): 'ABOVE' | 'NEAR' | 'WITHIN' {
  if (watts > limitW) return 'ABOVE'
  return watts * 100 >= limitW * NEAR_PERCENT ? 'NEAR' : 'WITHIN'
}

/**
 * The peak of a day. A meter's register counts where there is one; else its blocks do. Where a meter was changed within
 * the day the highest of both counts, and the blocks of both are needed for the day to be whole. Null where nothing is
 * known.
 */
export function dayPeak(meters: readonly MeterPeak[]): DayPeak | null {
  const known = meters.flatMap((meter) => ofMeter(meter) ?? [])
  const first = known[0]
  if (!first) return null
  const highest = known.reduce((best, peak) => (peak.watts > best.watts ? peak : best), first)
  return { ...highest, blocksMissing: meters.some(({ registerW }) => registerW !== null) ? 0 : missingOf(meters) }
}

function ofMeter({ registerW, registerAt, blockW, blockAt, intervalMinutes }: MeterPeak): DayPeak | null {
  const rest = { blocksMissing: 0, intervalMinutes }
  if (registerW !== null)
    return {
      ...{ watts: registerW, at: registerAt ?? blockAt, source: 'REGISTER', ...rest },
      isTimeIndicative: registerAt === null && blockAt !== null,
    }
  if (blockW === null) return null
  return { watts: blockW, at: blockAt, source: 'BLOCKS', isTimeIndicative: true, ...rest }
}

/** In blocks of the first meter: a day that 20 and 28 half hours of two meters fill is whole. */
function missingOf(meters: readonly MeterPeak[]): number {
  const minutes = meters.reduce(
    (sum, { blocksKnown, intervalMinutes }) => sum + blocksKnown * (intervalMinutes ?? 0),
    0,
  )
  const interval = meters.find(({ intervalMinutes }) => intervalMinutes !== null)?.intervalMinutes ?? MINUTES_A_DAY
  return Math.max(0, Math.ceil((MINUTES_A_DAY - minutes) / interval))
}

/** Each day with its highest demand and the sanctioned load of that very day. Missing is neither above nor near. */
export function loadDays(
  days: readonly IstDay[],
  known: {
    peaks: ReadonlyMap<IstDay, DayPeak>
    /** The sanctioned load of a day; null before the first terms. */
    limitOn: (on: IstDay) => number | null
    today: IstDay
  },
): LoadDay[] {
  return days.map((on): LoadDay => {
    const peak = known.peaks.get(on) ?? null
    const limitW = known.limitOn(on)
    if (!peak) return { on, limitW, peak, state: on < known.today ? 'UNKNOWN' : 'FUTURE' }
    return { on, limitW, peak, state: limitW === null ? 'UNKNOWN' : loadState(peak.watts, limitW) }
  })
}

/** Whether a day's answer is final: above is above whatever else comes, but "within" needs the whole day. */
export function isSettled({ state, peak }: LoadDay): boolean {
  return state === 'ABOVE' || ((state === 'NEAR' || state === 'WITHIN') && peak?.blocksMissing === 0)
}

/** Days that are over and of which nobody can say that they stayed within. */
export function unknownDays(days: readonly LoadDay[], today: IstDay): IstDay[] {
  return days.filter((day) => day.on < today && !isSettled(day)).map(({ on }) => on)
}

/** Days above, the highest first. */
export function daysAbove(days: readonly LoadDay[]): LoadDay[] {
  return days
    .filter(({ state }) => state === 'ABOVE')
    .toSorted((a, b) => (b.peak?.watts ?? 0) - (a.peak?.watts ?? 0) || (a.on < b.on ? -1 : 1))
}

/** The day with the highest known demand; the first of equals. */
export function highestLoad<T extends { peak: DayPeak | null }>(days: readonly T[]): T | null {
  let highest: T | null = null
  for (const day of days) if (day.peak && day.peak.watts > (highest?.peak?.watts ?? -1)) highest = day
  return highest
}
