import { describe, expect, it } from 'vitest'
import { day, eachDay, type IstDay } from '#lib/units/ist.ts'
import { estimateRefusal } from './estimate-refusal.ts'

const NOVEMBER = { from: day('2026-11-01'), to: day('2026-11-30') }
/** The first days of November, so many of them. */
const read = (days: number) => new Set<IstDay>(eachDay(NOVEMBER.from, NOVEMBER.to).slice(0, days))
const refusal = (days: number, today: string) => estimateRefusal(NOVEMBER, read(days), day(today))

describe('an estimate is refused', () => {
  it('below three quarters of the days that are over, and not at exactly three quarters', () => {
    expect(refusal(17, '2026-11-27')).toEqual({ reason: 'TOO_FEW_READINGS', daysRead: 17, daysOver: 26 })
    expect(refusal(18, '2026-11-25')).toBeNull() // 18 of 24
    expect(refusal(17, '2026-11-25')).toMatchObject({ reason: 'TOO_FEW_READINGS' })
    expect(refusal(3, '2026-11-05')).toBeNull() // 3 of 4
  })

  it('while the period has just begun, whatever was read', () => {
    expect(refusal(0, '2026-11-01')).toEqual({ reason: 'JUST_BEGUN', daysRead: 0, daysOver: 0 })
    expect(refusal(2, '2026-11-03')).toMatchObject({ reason: 'JUST_BEGUN', daysRead: 2, daysOver: 2 })
    expect(refusal(3, '2026-11-04')).toBeNull()
  })

  it('not on the last day, when one day is still to come', () => {
    expect(refusal(29, '2026-11-30')).toBeNull()
  })

  it('for days that no connection was there to read', () => {
    const late = { from: day('2026-11-20'), to: day('2026-11-30') }
    expect(estimateRefusal(late, read(22), day('2026-11-23'))).toBeNull()
    expect(estimateRefusal(late, read(22), day('2026-11-18'))).toMatchObject({ reason: 'JUST_BEGUN', daysOver: 0 })
  })
})
