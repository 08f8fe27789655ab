import { expect, test } from 'vitest'
import { checkPath } from '#lib/billing/authentic/bill-stamp.ts'
import { upiLink } from '#lib/payments/upi-link.ts'
import { month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { factsInCodes } from './facts-in-codes.ts'

const check = (consumerNo: string, amountPaise = 108_050) => {
  const bill = { billNo: `2610-${consumerNo}`, month: month('2026-10'), payableByDuePaise: paise(amountPaise) }
  return `https://khata.example${checkPath(bill)}`
}
const upi = (note: string) =>
  upiLink({ vpa: 'demo@invalid', payeeName: 'DEMO', reference: 'T1', note, amountPaise: paise(99_900) })

test('the link of the check page tells consumer number and amount; one of before it was sealed, whoever signed it', () => {
  expect(factsInCodes([check('100044280028')])).toEqual({ consumerNo: '100044280028', amount: '1080.50' })
  const elsewhere = `http://other.example/check/2610-100044280028.202610.108050.${'A'.repeat(86)}`
  expect(factsInCodes([elsewhere])).toEqual({ consumerNo: '100044280028', amount: '1080.50' })
})

test('a UPI code tells them by its note, a bar code by the number of the bill', () => {
  expect(factsInCodes([upi('DEMO bill 2610-100044280028')])).toEqual({ consumerNo: '100044280028', amount: '999.00' })
  expect(factsInCodes(['2610-100044280028'])).toEqual({ consumerNo: '100044280028', amount: null })
})

test('a bill of nothing has no amount to fill in', () => {
  expect(factsInCodes([check('100044280028', 0)])).toEqual({ consumerNo: '100044280028', amount: null })
  expect(factsInCodes([check('100044280028', -5_000)])).toEqual({ consumerNo: '100044280028', amount: null })
})

test('other codes tell nothing, nor do those of two bills', () => {
  for (const other of [
    `https://khata.example/check/${'A'.repeat(80)}`,
    'WIFI:S:home;T:WPA;P:2610-secret;;'.repeat(3),
    'https://example.org/2610',
    '8901234567894',
    '2613-100044280028',
    upi('Chai 20'),
    upi('Order 2610-'),
    '2610-9876543210',
    '',
  ])
    expect(factsInCodes([other]), other).toBeNull()
  expect(factsInCodes([check('100044280028'), check('100044280031')])).toBeNull()
  expect(factsInCodes(['no', check('100044280028'), upi('DEMO bill 2610-100044280028')])?.amount).toBe('1080.50')
})
