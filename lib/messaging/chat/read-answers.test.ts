import { expect, test } from 'vitest'
import { rupeesIn } from './read-answers.ts'

test.each([
  ['Rs.500', '500'],
  ['rs. 500/-', '500'],
  ['₹1,200.50', '1200.50'],
  ['500.', '500'],
  ['५०० रुपये.', '500'],
  ['500.505', null],
  ['12345678', null],
])('the amount in “%s” is %s', (text, amount) => {
  expect(rupeesIn(text)).toBe(amount)
})
