import { expect, test } from 'vitest'
import { wattHours } from '#lib/units/energy.ts'
import { paise } from '#lib/units/paise.ts'
import { billView, printed } from './test-bill-views.ts'

const limitWh = wattHours(200_000)

test('a bill one unit above a limit speaks of one unit', () => {
  const insight = { limitWh, overWh: wattHours(1_000), atLimitPaise: paise(0) }
  const leadsOf = (locale: 'hi' | 'en', overWh = insight.overWh) =>
    printed(billView({ facts: { insight: { ...insight, overWh } } }), locale).notices.items.map(({ lead }) => lead)
  expect(leadsOf('en').join()).toContain('1 unit less would have saved ₹')
  expect(leadsOf('hi').join()).toContain('1 यूनिट कम होती तो ₹')
  expect(leadsOf('en', wattHours(23_500)).join()).toContain('23.5 units less would have saved ₹')
  expect(leadsOf('hi', wattHours(23_500)).join()).toContain('23.5 यूनिट कम होतीं तो ₹')
})

test('a free month with one unit left over says so', () => {
  const freeLimit = { limitWh, leftWh: wattHours(1_000), oneMorePaise: paise(102_000) }
  const facts = { energyWh: wattHours(199_000), freeLimit }
  const gauge = (left: number) =>
    printed(
      billView({
        dayWh: 2_500,
        state: 'NOTHING_DUE',
        facts: { ...facts, freeLimit: { ...freeLimit, leftWh: wattHours(left) } },
      }),
      'hi',
    ).pay.gauge?.text
  expect(gauge(1_000)).toBe('200 मुफ़्त यूनिट में से 199 उपयोग, 1 बची')
  expect(gauge(14_000)).toContain('14 बचीं')
})
