import { describe, expect, it } from 'vitest'
import { wattHours } from '#lib/units/energy.ts'
import { day, eachDay } from '#lib/units/ist.ts'
import { type DayReading, energyBasis } from './energy-basis.ts'

const june = eachDay(day('2026-06-01'), day('2026-06-30'))

function read(valueOn: (dayOfMonth: number) => number | 'sender estimates 4000' | null) {
  const readings = new Map<string, DayReading>()
  for (const on of june) {
    const value = valueOn(Number(on.slice(8)))
    if (value === null) continue
    readings.set(
      on,
      typeof value === 'number'
        ? { energyWh: wattHours(value), measured: true }
        : { energyWh: wattHours(4000), measured: false },
    )
  }
  return (on: string) => readings.get(on)
}

const nothingBefore = { actualBills: [], hadReadingsMonthBefore: false }

describe('the basis of a bill', () => {
  it('is ACTUAL when every day was read', () => {
    const found = energyBasis({ days: june, readingOn: read((n) => n * 100), ...nothingBefore })
    expect(found).toMatchObject({ ok: true, basis: 'ACTUAL', estimatedOn: [] })
  })

  it('fills missing days with the mean of those read, the remainder to the first of them', () => {
    // 27 days x 5,000 Wh and one of 1 Wh: 135,001 / 28 x 2 missing = 9,643 Wh: 4,822 and 4,821.
    const found = energyBasis({
      days: june,
      readingOn: read((n) => (n === 10 || n === 20 ? null : n === 30 ? 1 : 5000)),
      ...nothingBefore,
    })
    if (!found.ok) throw new Error(found.reason)
    expect(found.basis).toBe('PROVISIONAL')
    expect(found.estimatedOn).toEqual(['2026-06-10', '2026-06-20'])
    expect([found.dailyWh[9], found.dailyWh[19]]).toEqual([4822n, 4821n])
    expect(found.dailyWh[0]).toBe(5000n)
  })

  it('uses the month itself when exactly half of its days were read', () => {
    const found = energyBasis({ days: june, readingOn: read((n) => (n <= 15 ? 2000 : null)), ...nothingBefore })
    expect(found).toMatchObject({ ok: true, basis: 'PROVISIONAL' })
  })

  it('takes the mean per day of the last three ACTUAL bills below that, and keeps the days that were read', () => {
    const found = energyBasis({
      days: june,
      readingOn: read((n) => (n <= 14 ? 2000 : null)),
      actualBills: [
        { energyWh: wattHours(93_000), days: 31 },
        { energyWh: wattHours(120_000), days: 30 },
        { energyWh: wattHours(31_000), days: 31 },
        { energyWh: wattHours(999_000), days: 30 },
      ],
      hadReadingsMonthBefore: false,
    })
    if (!found.ok) throw new Error(found.reason)
    // 244,000 Wh over 92 days, 16 days missing: 42,435 Wh = 15 x 2,652 and once 2,655.
    expect(found.dailyWh.slice(0, 16)).toEqual([...Array(14).fill(2000n), 2655n, 2652n])
    expect(found.estimatedOn).toHaveLength(16)
  })

  it('bills one month without any reading by earlier bills, and refuses the second', () => {
    const actualBills = [{ energyWh: wattHours(93_000), days: 31 }]
    const without = { days: june, readingOn: () => undefined, actualBills }
    expect(energyBasis({ ...without, hadReadingsMonthBefore: true })).toMatchObject({ ok: true, basis: 'PROVISIONAL' })
    expect(energyBasis({ ...without, hadReadingsMonthBefore: false })).toEqual({
      ok: false,
      reason: 'TWO_MONTHS_WITHOUT_READING',
    })
  })

  it('refuses too few readings where no ACTUAL bill helps', () => {
    const found = energyBasis({ days: june, readingOn: read((n) => (n <= 14 ? 2000 : null)), ...nothingBefore })
    expect(found).toEqual({ ok: false, reason: 'TOO_FEW_READINGS' })
  })

  it('keeps a value that the sender estimated, and does not call the month ACTUAL', () => {
    const found = energyBasis({
      days: june,
      readingOn: read((n) => (n === 3 ? 'sender estimates 4000' : 1000)),
      ...nothingBefore,
    })
    if (!found.ok) throw new Error(found.reason)
    expect(found).toMatchObject({ basis: 'PROVISIONAL', estimatedOn: ['2026-06-03'] })
    expect(found.dailyWh[2]).toBe(4000n)
  })
})
