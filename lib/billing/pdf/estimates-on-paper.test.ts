import { expect, test } from 'vitest'
import { billView, printed } from './test-bill-views.ts'

const read = billView()
const estimated = billView({ estimatedDays: 20 })

test('units of days that nobody read are not called readings', () => {
  expect(printed(read, 'en').meter.note).toBe('Units: all daily readings of the period, added up.')
  expect(printed(estimated, 'en').meter.note).toBe('Units: daily readings, and estimates for the days not read.')
  expect(printed(estimated, 'hi').meter.note).toBe('यूनिट: रोज़ के पठन, और जिन दिनों का पठन नहीं मिला उनका अनुमान।')
})

test('a highest day that is an estimate is called one', () => {
  expect(printed(read, 'en').days?.note).toBe('Most on 5\u00a0Mar: 6.9 units.')
  expect(printed(estimated, 'en').days?.note).toBe('Most on 5\u00a0Mar: 6.9 units, estimated.')
  expect(printed(estimated, 'hi').days?.note).toBe('सबसे ज़्यादा 5 मार्च को 6.9 यूनिट, अनुमानित।')
})
