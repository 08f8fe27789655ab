import { expect, test } from 'vitest'
import { wattHours } from '#lib/units/energy.ts'
import { day } from '#lib/units/ist.ts'
import type { SupplyInput, SupplyTerms } from './bill-input.ts'
import { dailyCost } from './daily-cost.ts'
import { readByDay } from './daily-energy.ts'
import { exampleBook } from './example-tariff.ts'

const book = exampleBook()
const terms: SupplyTerms[] = [{ from: day('2020-01-01'), category: 'HOME', mode: 'POSTPAID', voltage: 'LT' }]
const days = (count: number, kwh: number) => readByDay(Array.from({ length: count }, () => wattHours(kwh * 1_000)))

function costs(input: SupplyInput & { maxDemandWByDay?: (number | null)[] }) {
  const result = dailyCost(book, input)
  if (!result.ok) throw new Error(result.reason)
  return result.days
}

test('a home pays nothing until the day that goes past the limit, which is named', () => {
  const april = { from: day('2026-04-01'), to: day('2026-04-30'), terms, energy: days(30, 5) }
  const found = costs(april)
  // 20 days reach 100 units. B(21): 9000 x 21/30 + 105 x (600 + 7 - 150) = 6300 + 47985.
  expect(found.slice(0, 20).every((cost) => cost.costPaise === 0n)).toBe(true)
  expect(found[20]).toMatchObject({ on: '2026-04-21', costPaise: 54_285n, passedKwhPerMonth: '100' })
  expect(found[21]).toMatchObject({ costPaise: 2_585n, beforeSubsidyPaise: 3_335n, passedKwhPerMonth: null })
  expect(found[0]?.beforeSubsidyPaise).toBe(3_335n)
})

test('a running period counts to its planned last day', () => {
  const running = { from: day('2026-04-01'), to: day('2026-04-30'), terms, energy: days(10, 9.9) }
  expect(costs(running)).toHaveLength(10)
  expect(costs(running).at(-1)).toMatchObject({ on: '2026-04-10', costPaise: 0n })
  // Had the period ended there, its limit of a third of 100 units would long be passed.
  expect(costs({ ...running, to: day('2026-04-10') }).at(-1)?.costPaise).toBeGreaterThan(0n)
})

test('a day that goes past both limits names the higher one', () => {
  const jump = { from: day('2026-04-01'), to: day('2026-04-30'), terms, energy: days(1, 301) }
  expect(costs(jump)[0]).toMatchObject({ passedKwhPerMonth: '300' })
})

test('a peak costs on the day that it was recorded', () => {
  const shop: SupplyTerms[] = [{ ...(terms[0] as SupplyTerms), category: 'SHOP', sanctionedLoadW: 2_000 }]
  const april = { from: day('2026-04-01'), to: day('2026-04-30'), terms: shop, energy: days(3, 0) }
  // 15000 x 2 kW x 1/30 a day; on the second day all days so far are charged at 3 kW.
  const found = costs({ ...april, maxDemandWByDay: [1_000, 3_000, null] })
  expect(found.map((cost) => cost.costPaise)).toEqual([1_000n, 2_000n, 1_500n])
})

test('an empty running period has no days', () => {
  expect(costs({ from: day('2026-04-01'), to: day('2026-04-30'), terms, energy: readByDay([]) })).toEqual([])
})
