import { expect, test } from 'vitest'
import { wattHours } from '#lib/units/energy.ts'
import { day, eachDay, weekdayOf } from '#lib/units/ist.ts'
import type { ConsumptionDay } from './consumption-days.ts'
import { weekdayMeans } from './weekday-means.ts'
import { compareYears } from './year-comparison.ts'

/** Days of November 2026, which begins on a Sunday; `null` was not read. */
function days(from: string, to: string, whOn: (weekday: number, on: string) => number | null): ConsumptionDay[] {
  return eachDay(day(from), day(to)).map((on) => {
    const wh = whOn(weekdayOf(on), on)
    return {
      ...{ on, energyWh: wh === null ? null : wattHours(wh), status: wh === null ? 'MISSING' : 'READ' },
      ...{ isCorrected: false, runningWh: null, costPaise: null, beforeSubsidyPaise: null, passedKwhPerMonth: null },
    }
  })
}

test('weekends and weekdays are told apart, over days that were read', () => {
  const month = days('2026-11-01', '2026-11-30', (weekday, on) =>
    on === '2026-11-02' || on === '2026-11-07' ? null : weekday === 0 || weekday === 6 ? 9_000 : 6_000,
  )
  expect(weekdayMeans(month)).toEqual({
    weekdays: { meanWh: 6_000n, count: 20 },
    weekends: { meanWh: 9_000n, count: 8 },
  })
})

test('an estimate knows no weekend, and what was not read makes no mean', () => {
  const week = days('2026-11-02', '2026-11-08', () => 5_000)
  const guessed = week.map((one) => (weekdayOf(one.on) === 6 ? { ...one, status: 'ESTIMATED_FOR_BILL' as const } : one))
  expect(weekdayMeans(guessed).weekends).toEqual({ meanWh: 5_000n, count: 1 })
  expect(weekdayMeans(week.slice(0, 5)).weekends).toBeNull()
  expect(weekdayMeans([])).toEqual({ weekdays: null, weekends: null })
})

test('a leap day stands beside nothing, and only days known in both years are summed', () => {
  const now = days('2028-02-01', '2028-02-29', (_, on) =>
    on > '2028-02-27' ? 7_000 : on > '2028-02-20' ? null : 4_000,
  )
  const before = days('2027-02-01', '2027-02-28', (_, on) => (on === '2027-02-01' ? null : 3_000))
  const { byDayOfMonth, sameDays } = compareYears('2027-02' as never, now, before)
  expect(byDayOfMonth.get(29)).toBeUndefined()
  expect(byDayOfMonth.get(28)?.on).toBe('2027-02-28')
  // 2 to 20 February and the 28th.
  expect(sameDays).toEqual({ count: 20, nowWh: 19n * 4_000n + 7_000n, thenWh: 20n * 3_000n })
  expect(compareYears('2027-02' as never, now.slice(0, 1), before).sameDays).toBeNull()
})
