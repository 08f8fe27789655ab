import { expect, test } from 'vitest'
import { durationMs, periodEnd } from './iso-duration.ts'

const at = (text: string) => new Date(text)

test('months go by the calendar of India, days and hours by the clock', () => {
  expect(periodEnd(at('2026-04-01T00:00:00+05:30'), 'P1M')).toEqual(at('2026-05-01T00:00:00+05:30'))
  expect(periodEnd(at('2026-12-01T00:00:00+05:30'), 'P2M')).toEqual(at('2027-02-01T00:00:00+05:30'))
  expect(periodEnd(at('2024-02-15T08:00:00+05:30'), 'P1Y')).toEqual(at('2025-02-15T08:00:00+05:30'))
  expect(periodEnd(at('2026-05-04T09:00:00+05:30'), 'PT30M')).toEqual(at('2026-05-04T09:30:00+05:30'))
})

test('what is no length is none', () => {
  for (const text of ['', 'P', 'PT', 'P1M2D', '30', 'PT0M', 'P0M', '-P1D'])
    expect(periodEnd(at('2026-04-01'), text)).toBeNull()
  expect(periodEnd(at('2026-01-31T00:00:00+05:30'), 'P1M')).toBeNull()
  expect(durationMs('P1M')).toBeNull()
})
