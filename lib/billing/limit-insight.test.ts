import { describe, expect, it } from 'vitest'
import { exampleBook } from '#lib/tariff/example-tariff.ts'
import { wattHours } from '#lib/units/energy.ts'
import { day } from '#lib/units/ist.ts'
import { limitInsight } from './limit-insight.ts'

const october = (units: number) => ({
  periodFrom: day('2026-10-01'),
  periodTo: day('2026-10-31'),
  category: 'HOME',
  mode: 'POSTPAID' as const,
  sanctionedLoadW: 2000,
  maxDemandW: null,
  energyWh: wattHours(units * 1000),
  dailyWh: Array.from({ length: 31 }, (_, index) => wattHours(index === 0 ? units * 1000 - 30_000 : 1000)),
})

describe('what passing a limit cost', () => {
  it('is everything at the first limit, where the State pays all', () => {
    expect(limitInsight(exampleBook(), october(101))).toEqual({ limitWh: 100_000n, overWh: 1_000n, atLimitPaise: 0n })
  })

  it('is the rate that the State no longer pays at the second', () => {
    // 300 units at the limit: 9,000 + 180,000 + 2,100 - 45,000 = 146,100.
    expect(limitInsight(exampleBook(), october(310))).toEqual({
      limitWh: 300_000n,
      overWh: 10_000n,
      atLimitPaise: 146_100n,
    })
  })

  it('is nothing when a limit is met exactly, and for those whom no scheme is for', () => {
    expect(limitInsight(exampleBook(), october(100))).toBeNull()
    expect(limitInsight(exampleBook(), { ...october(310), category: 'SHOP' })).toBeNull()
  })
})
