import { expect, test } from 'vitest'
import { wattHours } from '#lib/units/energy.ts'
import { spreadOverMissing } from './daily-energy.ts'

test('what the registers show beyond the days that were read is spread evenly over those that were not', () => {
  const spread = spreadOverMissing(wattHours(10_000), [wattHours(4_000), null, null, wattHours(1_000), null])
  // 5,000 Wh over three days: 1,666 2/3 each.
  expect(spread).toEqual({ shares: [12_000n, 5_000n, 5_000n, 3_000n, 5_000n], denominator: 3n })
})

test('days that do not fit the total are a bug of the caller', () => {
  expect(() => spreadOverMissing(wattHours(1), [wattHours(2), null])).toThrow(RangeError)
  expect(() => spreadOverMissing(wattHours(3), [wattHours(2)])).toThrow(RangeError)
})
