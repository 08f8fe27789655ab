import { expect, test } from 'vitest'
import { readDataPeriod } from './data-period.ts'

const NOW = new Date('2026-11-23T10:00:00+05:30')
const read = (query: string) => readDataPeriod(new URLSearchParams(query), NOW)

test('a period is twelve months where none is asked for, and ends today at the latest', () => {
  expect(read('')).toEqual({ ok: true, from: '2025-12-01', to: '2026-11-23' })
  expect(read('from=2026-11-01&to=2027-01-31')).toEqual({ ok: true, from: '2026-11-01', to: '2026-11-23' })
  expect(read('from=2026-11-23&to=2026-11-23')).toMatchObject({ ok: true })
})

test.each([
  ['from=&to=2026-11-01', 'NO_FIRST_DAY'],
  ['from=2026-02-30&to=2026-11-01', 'NO_FIRST_DAY'],
  ['from=2026-10-01&to=x', 'NO_LAST_DAY'],
  ['from=2026-10-02&to=2026-10-01', 'ENDS_BEFORE'],
  ['from=2026-11-24&to=2026-11-30', 'NOT_YET'],
  // 400 days are a file, 401 are not; days to come count too, for they were asked for.
  ['from=2025-10-19&to=2026-11-23', 'TOO_LONG'],
])('%s is refused: %s', (query, reason) => {
  expect(read(query)).toEqual({ ok: false, reason })
})

test('the longest period that a file holds', () => {
  expect(read('from=2025-10-20&to=2026-11-23')).toMatchObject({ ok: true })
})
