import { expect, test } from 'vitest'
import { textsFor } from '#lib/i18n/texts.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { paise, ZERO_PAISE } from '#lib/units/paise.ts'
import { printableBillOf } from './printable-bill-of.ts'
import { billView, demoSettings } from './test-bill-views.ts'

test.each(LOCALES)('the last payments on paper (%s) say which of them were given back', (locale) => {
  const payment = { channel: 'UPI', amountPaise: paise(50_000), paidAt: new Date('2026-11-03T09:00:00+05:30') }
  const payments = [
    { ...payment, receiptNo: 'R2611-000002', refundedPaise: paise(20_000) },
    { ...payment, receiptNo: 'R2611-000001', refundedPaise: ZERO_PAISE },
  ]
  const bill = printableBillOf(billView(), { payments, mobile: null, qr: null }, demoSettings(), locale)
  const word = textsFor(locale, 'payments')('givenBack')
  expect(bill.payments.rows.map(({ note }) => note)).toEqual([`${word} ₹200.00`, ''])
})
