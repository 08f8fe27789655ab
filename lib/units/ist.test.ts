import { expect, test } from 'vitest'
import { addYears, day } from './ist.ts'

test('a year is as long as the calendar says, and a leap day ends with February', () => {
  const years: [on: string, years: number, then: string][] = [
    ['2028-11-23', -1, '2027-11-23'],
    ['2028-02-28', -1, '2027-02-28'],
    ['2028-02-29', -1, '2027-02-28'],
    ['2029-03-01', -1, '2028-03-01'],
    ['2028-02-29', 4, '2032-02-29'],
    ['2026-12-31', 1, '2027-12-31'],
  ]
  for (const [on, by, then] of years) expect(addYears(day(on), by), on).toBe(then)
})
