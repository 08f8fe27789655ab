import { describe, expect, it } from 'vitest'
import {
  type DayPoint,
  datedPlaces,
  dayScale,
  formatTick,
  isWeekend,
  labelPlace,
  lastYearMarks,
  limitSide,
  markedDays,
  missingRuns,
  niceScale,
} from './day-series.ts'

/** November 2026 from the 1st: a figure a day, null where no reading came. */
function november(values: (number | null)[]): DayPoint[] {
  return values.map((value, index) => ({
    day: `2026-11-${String(index + 1).padStart(2, '0')}`,
    value,
    kind: value === null ? 'missing' : 'measured',
    label: value === null ? '' : String(value),
    spoken: '',
  }))
}

describe('the scale', () => {
  it('ends on a round figure at or above the highest bar, with at most five lines', () => {
    expect(niceScale(11.4)).toEqual({ top: 12, ticks: [0, 4, 8, 12] })
    for (const largest of [0.03, 0.7, 1, 3.2, 9.99, 10, 37, 241, 1269, 99_999]) {
      const { top, ticks } = niceScale(largest)
      expect(top).toBeGreaterThanOrEqual(largest)
      expect(ticks.length).toBeLessThanOrEqual(6)
      expect(ticks[0]).toBe(0)
    }
  })

  it('names each of its lines, also where next to nothing was used', () => {
    for (const largest of [0.016, 0.1, 0.25, 0.7, 11.4, 99_999]) {
      const { ticks } = niceScale(largest)
      expect(ticks.map((tick) => Number(formatTick(tick).replaceAll(',', '')))).toEqual(ticks)
    }
  })

  it('stands even where nothing was used', () => {
    expect(dayScale(november([0, 0, null])).top).toBeGreaterThan(0)
  })

  it('has room for the limit and for last year', () => {
    const points = november([2, 3]).map((point) => ({ ...point, lastYear: 9 }))
    expect(dayScale(points).top).toBeGreaterThanOrEqual(9)
    expect(dayScale(november([2, 3]), { value: 6.7, label: '6.7' }).top).toBeGreaterThanOrEqual(6.7)
  })
})

describe('what is missing', () => {
  it('makes one run of neighbouring days, with the sum that stands on its first day', () => {
    const points = november([8, null, null, 7, null])
    const first = points[1] as DayPoint
    first.label = '13.4'
    expect(missingRuns(points)).toEqual([
      { from: 1, to: 2, label: '13.4' },
      { from: 4, to: 4, label: '' },
    ])
  })

  it('is never the last day with a figure, and never the highest', () => {
    expect(markedDays(november([4, 9, 3, 3, 3, 3, 3, 3, 3, 5, null])).map((mark) => mark.place)).toEqual([1, 9])
    expect(markedDays(november([null, null]))).toEqual([])
  })
})

describe('labels', () => {
  it('carry the highest and the last day; neighbours would touch, so the highest stays alone', () => {
    const month = november(Array.from({ length: 30 }, (_, index) => (index === 28 ? 9 : 5)))
    expect(markedDays(month).map((mark) => mark.place)).toEqual([28])
  })

  it('lean on the edge instead of leaving the picture', () => {
    expect(labelPlace(0, 30, '11.4')).toEqual({ x: 0, anchor: 'start' })
    expect(labelPlace(29, 30, '11.4')).toEqual({ x: 100, anchor: 'end' })
    expect(labelPlace(15, 30, '11.4').anchor).toBe('middle')
  })

  it('keep out of the way of the limit, which changes sides', () => {
    const limit = { value: 6.7, label: '6.7' }
    expect(limitSide(limit, [{ place: 29, value: 6.9 }], 30, 12)).toBe('left')
    expect(limitSide(limit, [{ place: 29, value: 2 }], 30, 12)).toBe('right')
    const both = [0, 29].map((place) => ({ place, value: 6.9, label: '6.9' }))
    expect(limitSide(limit, both, 30, 12)).toBeNull()
    const lastYears = november([2, 2, 2]).map((day, place) => ({ ...day, lastYear: place === 2 ? 6.9 : null }))
    expect(limitSide(limit, lastYearMarks(lastYears), 3, 12)).toBe('left')
  })
})

describe('dates', () => {
  it('stand at every seventh day and the last', () => {
    expect(datedPlaces(30)).toEqual([0, 7, 14, 21, 29])
    expect(datedPlaces(14)).toEqual([0, 7, 13])
    expect(datedPlaces(1)).toEqual([0])
    expect(datedPlaces(0)).toEqual([])
  })

  it('know Saturday and Sunday', () => {
    expect(['2026-11-06', '2026-11-07', '2026-11-08', '2026-11-09'].map(isWeekend)).toEqual([false, true, true, false])
  })
})
