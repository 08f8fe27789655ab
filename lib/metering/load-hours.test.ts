import { describe, expect, it } from 'vitest'
import { day, type IstDay } from '#lib/units/ist.ts'
import { type HourBlocks, loadHours } from './load-hours.ts'

const halfHours = (whAt: (block: number) => number | null): HourBlocks => ({
  intervalMinutes: 30,
  energyWh: Array.from({ length: 48 }, (_, block) => whAt(block)),
})
const days = (...of: [string, HourBlocks][]) => new Map<IstDay, HourBlocks>(of.map(([on, blocks]) => [day(on), blocks]))

describe('the picture of hours', () => {
  // 2 and 9 November 2026 are Mondays, 8 November is a Sunday. The evening of one Monday reaches 2.1 kW.
  const month = days(
    ['2026-11-02', halfHours((block) => (block >= 38 && block < 42 ? 1050 : 100))],
    ['2026-11-09', halfHours((block) => (block >= 38 && block < 42 ? 450 : 100))],
    ['2026-11-08', halfHours((block) => (block === 0 ? null : 100))],
  )

  it('has seven rows from Monday, each with its mean by hour and a mark where a block went above', () => {
    const hours = loadHours(month, () => 2000, 1)
    expect(hours?.rows.map((row) => row.length)).toEqual(Array(7).fill(24))
    // Four half hours of 1,050 and 450 Wh in two hours each: 1,500 W on average.
    expect(hours?.rows[0]?.[19]).toEqual({ meanW: 1500, isAbove: true })
    expect(hours?.rows[0]?.[18]).toEqual({ meanW: 200, isAbove: false })
    expect(hours?.rows[6]?.[0]).toEqual({ meanW: 200, isAbove: false })
    expect(hours?.rows[1]?.[0]).toEqual({ meanW: null, isAbove: false })
  })

  it('exactly at the load is not above, and without a load nothing is', () => {
    expect(loadHours(month, () => 2100, 1)?.rows[0]?.[19]?.isAbove).toBe(false)
    expect(loadHours(month, () => null, 1)?.rows[0]?.[19]?.isAbove).toBe(false)
  })

  it('joins two hours for narrow screens', () => {
    const hours = loadHours(month, () => 2000, 2)
    expect(hours?.rows[0]?.map(({ meanW }) => meanW).slice(8, 11)).toEqual([200, 850, 850])
  })

  it('finds the three hours that stand out, and none where the day is even', () => {
    expect(loadHours(month, () => null, 1)?.busiest).toEqual({ fromHour: 18, toHour: 21 })
    expect(loadHours(days(['2026-11-02', halfHours(() => 100)]), () => null, 1)?.busiest).toBeNull()
  })

  it('takes quarter hours and half hours side by side, and is nothing without blocks', () => {
    const quarters = { intervalMinutes: 15, energyWh: Array(96).fill(50) }
    const mixed = days(['2026-11-02', halfHours(() => 100)], ['2026-11-09', quarters])
    expect(loadHours(mixed, () => null, 1)?.rows[0]?.[5]?.meanW).toBe(200)
    expect(loadHours(days(['2026-11-02', halfHours(() => null)]), () => null, 1)).toBeNull()
  })
})
