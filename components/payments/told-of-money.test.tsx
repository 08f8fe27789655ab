import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { textsFor } from '#lib/i18n/texts.ts'
import type { CounterPayment } from '#lib/payments/get-counter-payment.ts'
import type { ReceiptView } from '#lib/payments/get-receipt.ts'
import { spacedConsumerNo } from '#lib/units/display.ts'
import { month } from '#lib/units/ist.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { paise, ZERO_PAISE } from '#lib/units/paise.ts'
import { AtCounter, CounterAmount } from './at-counter.tsx'
import { PaymentList } from './payment-list.tsx'
import { ReceiptNotes } from './receipt-notes.tsx'

const RECEIPT: ReceiptView = {
  ...{
    id: 'p',
    receiptNo: 'R2611-000001',
    consumerNo: '99001',
    holderName: 'Namuna',
    channel: 'UPI',
    reference: 'pay_1',
  },
  ...{ utr: null, amountPaise: paise(20_000), paidAt: new Date(0), receivedAt: new Date(0), bill: null, settled: [] },
  ...{
    rebatePaise: ZERO_PAISE,
    paidAheadPaise: ZERO_PAISE,
    rechargedPaise: ZERO_PAISE,
    unpaidNowPaise: paise(30_000),
    aheadNowPaise: ZERO_PAISE,
  },
  ...{ askedPaise: null, refundedPaise: ZERO_PAISE, refundingPaise: ZERO_PAISE },
}
const CONNECTION = { id: 'c', hasSmartMeter: true, role: 'OWNER' as const, isWeak: false }
const ASKING: CounterPayment = {
  bill: { id: 'b', month: month('2026-10') },
  ...{ unpaidPaise: paise(107_500), promptRebatePaise: paise(2_130) },
  ...{ counterPaise: paise(105_370), digitalRebatePaise: paise(1_065) },
}

describe.each(LOCALES)('in %s', (locale) => {
  const notes = (askedPaise: ReceiptView['askedPaise']) =>
    renderToStaticMarkup(<ReceiptNotes receipt={{ ...RECEIPT, askedPaise }} connection={CONNECTION} locale={locale} />)

  test('a receipt says what the QR asked for only where that was another amount', () => {
    expect(notes(paise(50_000))).toContain('₹500.00')
    expect(notes(paise(50_000))).toContain('₹200.00')
    expect(notes(null)).not.toContain('₹200.00')
  })

  test('the list of payments marks what was given back', () => {
    const row = {
      ...{ id: 'p', receiptNo: 'R2611-000001', channel: 'UPI' as const, paidAt: new Date(0), billMonth: null },
      amountPaise: paise(20_000),
    }
    const list = (refunded: number) =>
      renderToStaticMarkup(
        <PaymentList payments={[{ ...row, refundedPaise: paise(refunded) }]} connectionId="c" locale={locale} />,
      )
    const word = textsFor(locale, 'payments')('givenBack')
    expect(list(5_000).split(`${word} ₹50.00`)).toHaveLength(3)
    expect(list(0)).not.toContain(word)
  })

  test('a receipt says that money was given back, in part or whole, or is on its way', () => {
    const given = (refunded: number, refunding = 0) => {
      const receipt = { ...RECEIPT, refundedPaise: paise(refunded), refundingPaise: paise(refunding) }
      return renderToStaticMarkup(<ReceiptNotes receipt={receipt} connection={CONNECTION} locale={locale} />)
    }
    const t = textsFor(locale, 'payments')
    expect(given(5_000)).toContain(t('refundedPart'))
    expect(given(5_000)).toContain('₹50.00')
    expect(given(20_000)).toContain(t('refunded'))
    expect(given(0, 20_000)).toContain(t('goingBack', { amount: '₹200.00' }))
    for (const key of ['refunded', 'refundedPart'] as const) expect(given(0)).not.toContain(t(key))
  })

  test('a receipt leads on to what its reader may open', () => {
    const ways = (connection: typeof CONNECTION) =>
      renderToStaticMarkup(<ReceiptNotes receipt={RECEIPT} connection={connection} locale={locale} />)
    expect(ways(CONNECTION)).toContain('href="/c/c/estimate"')
    expect(ways(CONNECTION)).toContain('href="/c/c/complaints/new"')
    expect(ways({ ...CONNECTION, isWeak: true })).not.toMatch(/estimate|complaints/)
    expect(ways({ ...CONNECTION, hasSmartMeter: false })).not.toContain('estimate')
  })

  test('what is still to pay leads to the bill that was paid, and home where none is known', () => {
    const linksOf = (receipt: ReceiptView) =>
      renderToStaticMarkup(<ReceiptNotes receipt={receipt} connection={CONNECTION} locale={locale} />)
    const bill = { id: 'b', billNo: '4711', month: month('2026-10') }
    const part = { billId: 'b', billNo: '4711', month: bill.month, amountPaise: paise(20_000), isSurcharge: false }
    expect(linksOf({ ...RECEIPT, bill })).toContain('href="/c/c/bills/b"')
    expect(linksOf({ ...RECEIPT, settled: [part] })).toContain('href="/c/c/bills/b"')
    expect(linksOf({ ...RECEIPT, settled: [part, { ...part, billId: 'a' }] })).toContain('href="/c/c"')
  })

  test('the counter’s amount comes from the bill, and online is said to cost less', () => {
    const html = renderToStaticMarkup(<CounterAmount asking={ASKING} locale={locale} />)
    for (const text of ['₹1,053.70', '₹1,075.00', '−₹21.30', '₹10.65']) expect(html).toContain(text)
    const nothing = renderToStaticMarkup(<CounterAmount asking={null} locale={locale} />)
    expect(nothing).not.toContain('₹')
  })

  test('the counter is told where it is and what to take along', () => {
    const connection = { consumerNo: '100044280028', subdivision: 'Kokar' }
    const html = renderToStaticMarkup(<AtCounter connection={connection} helpline="1912" locale={locale} />)
    for (const text of [spacedConsumerNo(connection.consumerNo), 'Kokar', '1912']) expect(html).toContain(text)
  })
})
