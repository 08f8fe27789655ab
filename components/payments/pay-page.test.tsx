import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { MESSAGES } from '#lib/i18n/messages.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { AttemptView } from '#lib/payments/get-attempt.ts'
import { ALLOWED_MOVES } from '#lib/payments/payment-states.ts'
import { month } from '#lib/units/ist.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { paise } from '#lib/units/paise.ts'
import { AmountToday } from './amount-today.tsx'
import { AttemptStatus } from './attempt-status.tsx'
import { UpiPayment } from './upi-payment.tsx'

const STATES = Object.keys(ALLOWED_MOVES) as AttemptView['state'][]

const attemptIn = (state: AttemptView['state'], isBillPaid = false): AttemptView => ({
  id: '1b1f0c2e-0000-4000-8000-000000000001',
  bill: { id: '1b1f0c2e-0000-4000-8000-000000000002', billNo: '2610-99001', month: month('2026-10') },
  batchId: null,
  isChosen: false,
  openAfterPaise: paise(0),
  aheadAfterPaise: paise(0),
  isPrepaid: false,
  state,
  amountPaise: paise(104_305),
  rebatePaise: paise(3_195),
  createdAt: new Date('2026-11-27T10:55:00+05:30'),
  expiresAt: new Date('2026-11-27T11:10:00+05:30'),
  vpa: 'demo@invalid',
  payeeName: 'JBVNL DEMO',
  upiLink: null,
  paymentId: null,
  isBillPaid,
  isWithoutQr: false,
  foreignCurrency: null,
})

const said = (attempt: AttemptView, locale: 'hi' | 'en') =>
  renderToStaticMarkup(<AttemptStatus attempt={attempt} connectionId="c" locale={locale} />)

describe('the status of an attempt', () => {
  test.each(LOCALES)('has its own words in each state (%s)', (locale) => {
    const words = STATES.filter((state) => state !== 'SHOWN').map((state) => said(attemptIn(state), locale))
    expect(new Set(words).size).toBe(words.length)
    expect(said(attemptIn('SHOWN'), locale)).toBe(said(attemptIn('CREATED'), locale))
    for (const html of words) expect(html).toContain('role="status"')
  })

  test('offers a new attempt only where the old one is over and nothing was paid', () => {
    const offers = STATES.filter((state) => said(attemptIn(state), 'en').includes('/api/payments/start'))
    expect(offers.sort()).toEqual(['EXPIRED', 'FAILED'])
    expect(STATES.some((state) => said(attemptIn(state, true), 'en').includes('/api/payments/start'))).toBe(false)
  })

  test('warns against paying twice while the bank has not decided', () => {
    for (const state of ['PENDING', 'UNKNOWN'] as const) {
      expect(said(attemptIn(state), 'en').toLowerCase()).toContain('do not pay again')
      expect(said(attemptIn(state), 'hi')).toContain('दोबारा न भरें')
    }
  })
})

describe.each(LOCALES)('the amount of an attempt in %s', (locale) => {
  const due = {
    ...{ todayPaise: paise(104_305), promptRebatePaise: paise(2_130), digitalRebatePaise: paise(1_065) },
    ...{ rebatePaise: paise(3_195), isOverdue: false, ladder: [] },
  }
  const amount = (attempt: Partial<AttemptView>, hasBill = true) =>
    renderToStaticMarkup(
      <AmountToday
        attempt={{ ...attemptIn('SHOWN'), ...attempt }}
        bill={hasBill ? { due, payableByDuePaise: paise(107_500) } : null}
        locale={locale}
      />,
    )

  test('in full shows the bill and each rebate', () => {
    const html = amount({})
    for (const text of ['₹1,043.05', '₹1,075.00', '−₹21.30', '−₹10.65']) expect(html).toContain(text)
  })

  test('in part shows what stays open, and the rebate that it does not earn', () => {
    const part = { isChosen: true, amountPaise: paise(50_000), rebatePaise: paise(0), openAfterPaise: paise(57_500) }
    const html = amount(part)
    for (const text of ['₹500.00', '₹575.00', '₹31.95']) expect(html).toContain(text)
  })

  test('above the bill shows the bill, its rebates and what is paid ahead', () => {
    const html = amount({ isChosen: true, amountPaise: paise(150_000), aheadAfterPaise: paise(45_695) })
    for (const text of ['₹1,500.00', '₹1,075.00', '−₹21.30', '₹456.95']) expect(html).toContain(text)
  })

  test('ahead of any bill shows that it is', () => {
    const ahead = { bill: null, isChosen: true, rebatePaise: paise(0), aheadAfterPaise: paise(104_305) }
    expect(amount(ahead, false).match(/₹1,043\.05/g)).toHaveLength(2)
  })
})

test('payee, address and time stand beside the QR, and the button carries the same link', () => {
  const link = 'upi://pay?pa=demo%40invalid&pn=JBVNL%20DEMO&tr=JA1&am=1043.05&cu=INR'
  const html = renderToStaticMarkup(<UpiPayment attempt={attemptIn('SHOWN')} upiLink={link} demo={false} locale="hi" />)
  expect(html).toContain(`href="${link.replaceAll('&', '&amp;')}"`)
  for (const text of ['JBVNL DEMO', 'demo@invalid', 'सुबह\u00a011:10 तक', '₹1,043.05']) expect(html).toContain(text)
  expect(html).not.toContain('/demo?')
})

test('every text is there in both languages, with the same values', () => {
  const values = (text: string) => [...new Set(text.match(/\{\w+/g) ?? [])].sort()
  const [hi, en] = [MESSAGES.hi.payments as Record<string, string>, MESSAGES.en.payments as Record<string, string>]
  expect(Object.keys(en).sort()).toEqual(Object.keys(hi).sort())
  for (const [key, text] of Object.entries(hi)) expect([key, values(en[key] ?? '')]).toEqual([key, values(text)])
  expect(textsFor('hi', 'payments')('today')).toBe('आज देने हैं')
})
