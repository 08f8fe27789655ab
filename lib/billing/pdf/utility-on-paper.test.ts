import { expect, test } from 'vitest'
import { paise } from '#lib/units/paise.ts'
import type { StoredLine } from '../stored-line.ts'
import { billView, printed } from './test-bill-views.ts'

const line = (code: 'ENERGY' | 'FPPPA' | 'SUBSIDY', amount: number, ratePaise: string): StoredLine => ({
  ...{ code, amountPaise: paise(amount) },
  arithmetic: { issuer: 'UTILITY', units: '201', ratePaise },
})
/** What a bill of the utility's own billing says; it names no order that it was computed by. */
const bill = billView({
  facts: {
    issuer: 'UTILITY',
    lines: [line('ENERGY', 137_685, '685'), line('FPPPA', -804, '-4'), line('SUBSIDY', -41_205, '-205')],
  },
})

test('a bill without a tariff order has no heading for one', () => {
  expect(printed(billView(), 'en').breakdown.order).toMatch(/^Tariff order \S/)
  for (const locale of ['en', 'hi'] as const) expect(printed(bill, locale).breakdown.order).toBe('')
})

test('a fuel cost that is given back shows its sign, as on our own bills', () => {
  const sums = printed(bill, 'en').breakdown.lines.map(({ sum }) => sum)
  expect(sums.slice(0, 2)).toEqual(['201 units × ₹6.85', '201 units × −₹0.04'])
  // What the State pays is told without: its line and its letter say that it is taken off.
  expect(sums).toContain('201 units × ₹2.05')
})
