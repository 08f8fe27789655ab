import { expect, test } from 'vitest'
import type { UtilityLine } from '#lib/billing/stored-line.ts'
import { day } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { lineText } from './line-text.ts'

test('of the rates on a utility’s bill only that of a subsidy is told without its sign', () => {
  const arithmeticOf = (code: UtilityLine['code'], amount: number, ratePaise: string) => {
    const arithmetic = { issuer: 'UTILITY', units: '201', ratePaise } as const
    return lineText({ code, amountPaise: paise(amount), arithmetic }, day('2026-11-02'), 'en').arithmetic
  }
  expect(arithmeticOf('FPPPA', -804, '-4')).toContain('−4 paise')
  expect(arithmeticOf('SUBSIDY', -41_205, '-205')).toMatch(/ ₹2\.05/)
})
