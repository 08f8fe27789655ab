import { describe, expect, it } from 'vitest'
import { financialYearOf } from '#lib/units/financial-year.ts'
import { day, eachDay, type IstDay, month } from '#lib/units/ist.ts'
import type { LoadDay } from './load-days.ts'
import { financialYear, isMonthKnown, loadMonth } from './load-months.ts'

/** Days of a home with 2 kW; null where nothing came. */
function daysFrom(
  from: string,
  to: string,
  wattsOn: (on: IstDay) => number | null,
  source: 'REGISTER' | 'BLOCKS' = 'REGISTER',
) {
  return eachDay(day(from), day(to)).map((on): LoadDay => {
    const watts = wattsOn(on)
    if (watts === null) return { on, limitW: 2000, peak: null, state: 'UNKNOWN' }
    const peak = { watts, at: null, source, isTimeIndicative: false, blocksMissing: 0, intervalMinutes: null }
    return { on, limitW: 2000, peak, state: watts > 2000 ? 'ABOVE' : 'WITHIN' }
  })
}
const counts = { countsFrom: day('2020-01-01'), today: day('2026-11-27') }

describe('a financial year', () => {
  it('begins in April: 31 March belongs to the one before', () => {
    expect(['2026-03', '2026-04', '2026-12', '2027-03'].map((of) => financialYearOf(month(of)))).toEqual([
      ...['2025-04', '2026-04', '2026-04', '2026-04'],
    ])
    const lastDay = daysFrom('2026-03-31', '2026-04-01', (on) => (on === '2026-03-31' ? 2500 : 1500))
    expect(financialYear(month('2025-04'), lastDay, counts).above.map(({ month: of }) => of)).toEqual(['2026-03'])
    expect(financialYear(month('2026-04'), lastDay, counts).above).toEqual([])
  })

  it('counts months, not days, and names the lowest of their peaks', () => {
    const peaks: Record<string, number> = { '2026-06-10': 2340, '2026-11-08': 2620, '2026-11-15': 2310 }
    const days = daysFrom('2026-04-01', '2026-11-26', (on) => peaks[on] ?? 1400)
    const year = financialYear(month('2026-04'), days, counts)
    expect(year.above.map(({ month: of, peakW, daysAbove }) => [of, peakW, daysAbove])).toEqual([
      ['2026-06', 2340, 1],
      ['2026-11', 2620, 2],
    ])
    expect(year.lowestPeakW).toBe(2340)
    expect(year.months.map(({ state }) => state)).toEqual([
      ...['WITHIN', 'WITHIN', 'ABOVE', 'WITHIN', 'WITHIN', 'WITHIN', 'WITHIN', 'ABOVE'],
      ...Array(4).fill('TO_COME'),
    ])
  })
})

describe('a month', () => {
  it('without data is not above, and with gaps is within only as far as it is known', () => {
    const nothing = loadMonth(
      month('2026-09'),
      daysFrom('2026-09-01', '2026-09-30', () => null),
      counts,
    )
    expect(nothing).toMatchObject({ state: 'NO_DATA', daysAbove: 0, daysSettled: 0, peakW: null })
    const gaps = daysFrom('2026-09-01', '2026-09-30', (on) => (on === '2026-09-10' ? null : 1500))
    expect(loadMonth(month('2026-09'), gaps, counts)).toMatchObject({ state: 'PARTLY', days: 30, daysSettled: 29 })
    expect(loadMonth(month('2026-09'), [], counts)).toMatchObject({ state: 'NO_DATA' })
  })

  it('of before the smart meter does not count, nor do its days before the fitting', () => {
    const days = daysFrom('2026-08-01', '2026-10-31', (on) => (on < '2026-09-15' ? 5000 : 1500))
    const fitted = { ...counts, countsFrom: day('2026-09-15') }
    expect(loadMonth(month('2026-08'), days, fitted)).toMatchObject({
      state: 'BEFORE_METER',
      daysAbove: 0,
      peakW: null,
    })
    expect(loadMonth(month('2026-09'), days, fitted)).toMatchObject({ state: 'WITHIN', days: 16, peakW: 1500 })
  })

  it('that runs has no gap today: its blocks are still coming in', () => {
    const days = daysFrom('2026-11-01', '2026-11-27', () => 1500).map((shown) => {
      const peak = shown.on === '2026-11-27' && shown.peak ? { ...shown.peak, blocksMissing: 30 } : shown.peak
      return { ...shown, peak }
    })
    expect(loadMonth(month('2026-11'), days, counts)).toMatchObject({ state: 'WITHIN', days: 27, daysSettled: 26 })
  })

  it('above by blocks alone is indicative; one day of the register makes it certain', () => {
    const blocks = daysFrom('2026-09-01', '2026-09-29', () => 2100, 'BLOCKS')
    expect(loadMonth(month('2026-09'), blocks, counts).isIndicative).toBe(true)
    const one = daysFrom('2026-09-30', '2026-09-30', () => 2100)
    expect(loadMonth(month('2026-09'), [...blocks, ...one], counts).isIndicative).toBe(false)
  })

  it('speaks for a year from three quarters of its days on', () => {
    const known = (until: string) =>
      loadMonth(
        month('2026-02'),
        daysFrom('2026-02-01', until, () => 1500),
        counts,
      )
    expect(isMonthKnown(known('2026-02-21'), false)).toBe(true)
    expect(isMonthKnown(known('2026-02-20'), false)).toBe(false)
    expect(isMonthKnown(known('2026-02-03'), true)).toBe(true)
  })
})
