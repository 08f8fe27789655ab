import { expect, test } from 'vitest'
import { day } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { monthsBegun, surcharge, surchargeDays } from './delayed-payment.ts'
import { exampleBook } from './example-tariff.ts'

const book = exampleBook()
const { delayedPayment } = book

test.each([
  [-3, 0],
  [0, 0],
  [1, 1],
  [30, 1],
  [31, 2],
  [60, 2],
  [61, 3],
])('%i days late are %i months begun', (daysLate, months) => {
  expect(monthsBegun(delayedPayment, daysLate)).toBe(months)
})

test('each month begins on a day of its own, the first on the day after the due date', () => {
  const days = (until: string) => surchargeDays(book, day('2026-11-17'), day(until))
  expect(days('2026-11-17')).toEqual([])
  expect(days('2026-12-17')).toEqual(['2026-11-18'])
  expect(days('2026-12-18')).toEqual(['2026-11-18', '2026-12-18'])
})

test('the surcharge is rounded once over all months', () => {
  // 1.5 % of 33 paise is 0.495: nothing for a month, a paisa for two.
  expect([surcharge(delayedPayment, paise(33), 1), surcharge(delayedPayment, paise(33), 2)]).toEqual([0n, 1n])
})
