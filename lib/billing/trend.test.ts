import { describe, expect, it } from 'vitest'
import { wattHours } from '#lib/units/energy.ts'
import { trendOf } from './trend.ts'

const days = (...values: (number | null)[]) =>
  values.map((value) => ({ energyWh: value === null ? null : wattHours(value) }))

describe('the trend of some days', () => {
  it('is named from a tenth on, in either direction', () => {
    expect(trendOf(days(10, 10, 10, 10, 9, 9, 9, 9))).toBe('falling')
    expect(trendOf(days(10, 10, 10, 10, 11, 11, 11, 11))).toBe('rising')
    expect(trendOf(days(1000, 1000, 1000, 1000, 1099, 1099, 1099, 1099))).toBe('steady')
  })

  it('leaves missing days out and says nothing about too few', () => {
    expect(trendOf(days(10, 10, null, 10, 10, 5, null, 5, 5, 5))).toBe('falling')
    expect(trendOf(days(10, 10, 10, null, 1, 1, 1, 1))).toBe('steady')
  })
})
