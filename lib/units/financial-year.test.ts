import { expect, test } from 'vitest'
import { financialYearOf, financialYearSpan } from './financial-year.ts'
import { month } from './ist.ts'

test('a financial year goes from April to March', () => {
  expect(financialYearOf(month('2027-03'))).toBe('2026-04')
  expect(financialYearOf(month('2026-04'))).toBe('2026-04')
  expect(financialYearSpan(month('2027-04'))).toEqual({ from: '2027-04-01', to: '2028-03-31' })
})
