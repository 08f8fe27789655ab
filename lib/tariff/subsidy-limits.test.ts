import { expect, test } from 'vitest'
import { wattHours } from '#lib/units/energy.ts'
import { day } from '#lib/units/ist.ts'
import type { SupplyTerms } from './bill-input.ts'
import { readByDay } from './daily-energy.ts'
import { exampleBook } from './example-tariff.ts'
import { subsidyLimits } from './subsidy-limits.ts'

const book = exampleBook()
const home: SupplyTerms = { from: day('2020-01-01'), category: 'HOME', mode: 'POSTPAID', voltage: 'LT' }
const april = (kwh: number[], terms = home) =>
  subsidyLimits(book, {
    from: day('2026-04-01'),
    to: day('2026-04-30'),
    terms: [terms],
    energy: readByDay(kwh.map((day) => wattHours(day * 1_000))),
  })

test('a home within the first limit sees what is left and what the next unit costs', () => {
  expect(april([30, 40])).toMatchObject({
    schemeId: 'EXAMPLE-100',
    usedWh: 70_000n,
    limits: [
      { kind: 'FULL_WAIVER', limitWh: 100_000n, leftWh: 30_000n },
      { kind: 'PER_KWH', limitWh: 300_000n, leftWh: 230_000n },
    ],
    // 9000 + 101 x (600 + 7 - 150)
    next: { limitWh: 100_000n, leftWh: 30_000n, crossingCostPaise: 55_157n },
  })
})

test('exactly at a limit nothing is left but nothing is lost; past it the second limit is next', () => {
  expect(april([100])?.next).toMatchObject({ kind: 'FULL_WAIVER', leftWh: 0n })
  // 607 for the unit, and 300 x 150 that the state no longer pays.
  expect(april([100.001])?.next).toMatchObject({ kind: 'PER_KWH', leftWh: 199_999n, crossingCostPaise: 45_607n })
  expect(april([301])?.next).toBeNull()
})

test('a finished and an empty period have limits too', () => {
  expect(april([])?.next).toMatchObject({ leftWh: 100_000n, crossingCostPaise: 55_157n })
  expect(april(Array.from({ length: 30 }, () => 1))?.next).toMatchObject({
    leftWh: 70_000n,
    crossingCostPaise: 55_157n,
  })
})

test('a shop has none, nor has a category without a tariff', () => {
  expect(april([1], { ...home, category: 'SHOP', sanctionedLoadW: 1_000 })).toBeNull()
  expect(april([1], { ...home, category: 'NONE' })).toBeNull()
})
