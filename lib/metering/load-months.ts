import { addMonths, daysInMonth, eachDay, firstDayOf, type IstDay, lastDayOf, type Month } from '#lib/units/ist.ts'
import { daysAbove, highestLoad, isSettled, type LoadDay } from './load-days.ts'

/**
 * What a month is to the rule. PARTLY: never above on the days that are known, but not all are. BEFORE_METER: no day of
 * it counts, because no smart meter had been fitted yet or the connection was not supplied.
 */
export type LoadMonthState = 'ABOVE' | 'WITHIN' | 'PARTLY' | 'NO_DATA' | 'TO_COME' | 'BEFORE_METER'

export type LoadMonth = {
  month: Month
  state: LoadMonthState
  daysAbove: number
  /** Days that count and are over, or known; and those of them that are settled. */
  days: number
  daysSettled: number
  /** Highest demand of the days that count; null without any. */
  peakW: number | null
  /** Of a month above: no day above was the meter's own register's. */
  isIndicative: boolean
}

export type FinancialYear = {
  /** April to March. */
  months: LoadMonth[]
  /** Months above, in order. */
  above: LoadMonth[]
  /** The lowest of those peaks that a register tells: to it the load may be raised once they are three. Null without any. */
  lowestPeakW: number | null
}

/** The rule counts from three months of a financial year on (Rights of Consumers Rules, rule 5(5b), 14 June 2023). */
export const MONTHS_FOR_REVISION = 3

export type CountsFrom = {
  /** The first day that counts: a smart meter was in place and the connection supplied. */
  countsFrom: IstDay
  today: IstDay
}

/**
 * One month, from its days. Days before `countsFrom` do not count: no demand of before a smart meter is held against
 * anybody.
 */
export function loadMonth(of: Month, days: readonly LoadDay[], { countsFrom, today }: CountsFrom): LoadMonth {
  const counted = days.filter(({ on }) => on >= countsFrom && on.startsWith(of))
  const over = counted.filter((day) => day.on < today || day.peak !== null)
  const above = daysAbove(counted)
  return {
    month: of,
    state: stateOf(of, { counted, over, above }, { countsFrom, today }),
    daysAbove: above.length,
    days: over.length,
    daysSettled: over.filter(isSettled).length,
    peakW: highestLoad(counted)?.peak?.watts ?? null,
    isIndicative: above.length > 0 && above.every(({ peak }) => peak?.source === 'BLOCKS'),
  }
}

function stateOf(
  of: Month,
  { counted, over, above }: { counted: readonly LoadDay[]; over: readonly LoadDay[]; above: readonly LoadDay[] },
  { countsFrom, today }: CountsFrom,
): LoadMonthState {
  if (lastDayOf(of) < countsFrom) return 'BEFORE_METER'
  if (above.length > 0) return 'ABOVE'
  if (firstDayOf(of) >= today && over.length === 0) return 'TO_COME'
  if (!counted.some(({ peak }) => peak !== null)) return 'NO_DATA'
  // A day that is not over yet and has not gone above is no gap.
  return over.every((day) => isSettled(day) || day.on >= today) ? 'WITHIN' : 'PARTLY'
}

/** The twelve months of a financial year that begins with `april`, and in which of them load went above. */
export function financialYear(april: Month, days: readonly LoadDay[], counts: CountsFrom): FinancialYear {
  const months = Array.from({ length: 12 }, (_, index) => loadMonth(addMonths(april, index), days, counts))
  const above = months.filter(({ state }) => state === 'ABOVE')
  const peaks = above.flatMap(({ isIndicative, peakW }) => (isIndicative || peakW === null ? [] : [peakW]))
  return { months, above, lowestPeakW: peaks.length > 0 ? Math.min(...peaks) : null }
}

export function daysOfMonth(of: Month): IstDay[] {
  return eachDay(firstDayOf(of), lastDayOf(of))
}

/** At least this share of a month's days must be known for the month to speak for a year. */
const ENOUGH_PERCENT = 75

/** Whether enough of a month is known; a running month is measured by the days so far. */
export function isMonthKnown({ month: of, days, daysSettled }: LoadMonth, isRunning: boolean): boolean {
  return daysSettled * 100 >= (isRunning ? days : daysInMonth(of)) * ENOUGH_PERCENT && daysSettled > 0
}
