import { expect, test } from 'vitest'
import { EXAMPLE_TARIFF, exampleBook } from './example-tariff.ts'
import { parseTariffBook } from './tariff-book.ts'
import { tariffDocument } from './tariff-document.ts'

const reasons = (replaced: Record<string, unknown>) => {
  const parsed = parseTariffBook({ ...EXAMPLE_TARIFF, ...replaced })
  return parsed.ok ? [] : parsed.reasons
}

test('figures are exact, and what is written is read back as it was', () => {
  const book = exampleBook({ fppa: [{ month: '2026-02', paisePerKwh: 0.1 }] })
  expect(book.fppa[0]?.paisePerKwh).toEqual({ numerator: 1n, denominator: 10n })
  expect(book.orders[1]?.categories.PUMP?.energy).toEqual({ numerator: 825n, denominator: 2n })
  expect(parseTariffBook(JSON.parse(JSON.stringify(tariffDocument(book))))).toEqual({ ok: true, book })
})

test('a file in any order of dates is read in theirs, with the usual readings and unverified where it says nothing', () => {
  const book = exampleBook({ orders: EXAMPLE_TARIFF.orders.toReversed() })
  expect(book.orders.map((order) => order.id)).toEqual(['EXAMPLE-OLD', 'EXAMPLE-NEW'])
  expect(book.readings).toMatchObject({ subsidyPerKwhOn: 'ALL_UNITS', supplyHoursMinimumDaysPercent: 75 })
  expect(book.orders[0]?.categories.PUMP?.confidence).toBe('L')
})

test.each([
  ['no order', { orders: [] }, 'orders: are missing'],
  ['an order twice', { orders: [EXAMPLE_TARIFF.orders[0], EXAMPLE_TARIFF.orders[0]] }, 'orders: name an order twice'],
  ['a day that is none', { fppa: [{ month: '2026-13', paisePerKwh: 1 }] }, 'fppa[0].month: is not a month (YYYY-MM)'],
  [
    'a rate too fine',
    { fppa: [{ month: '2026-01', paisePerKwh: 1e-7 }] },
    'fppa[0].paisePerKwh: is not a plain decimal',
  ],
  ['a rate beyond reason', { fppa: [{ month: '2026-01', paisePerKwh: 1e9 }] }, 'fppa[0].paisePerKwh: is not between'],
  ['a misspelt part', { subsidy: [] }, 'file: '],
  ['an unknown counting', { delayedPayment: { percentPerMonth: 1, counting: 'DAILY' } }, 'delayedPayment.counting: '],
  ['an unknown reading', { readings: { subsidyLimits: 'NONE' } }, 'readings.subsidyLimits: '],
])('%s is refused', (_, replaced, reason) => {
  expect(reasons(replaced).join('\n')).toContain(reason)
})

test('bands that fall are refused, and so is a file that is no object', () => {
  const bands = EXAMPLE_TARIFF.subsidies[0]?.bands.toReversed()
  expect(reasons({ subsidies: [{ ...EXAMPLE_TARIFF.subsidies[0], bands }] })).toEqual([
    'subsidies[0].bands: are not in rising order of their limits',
  ])
  expect(parseTariffBook(null)).toMatchObject({ ok: false })
})
