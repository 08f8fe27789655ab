import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { ConnectionDue } from '#lib/billing/list-due.ts'
import type { BatchView } from '#lib/payments/get-batch.ts'
import { ALLOWED_MOVES } from '#lib/payments/payment-states.ts'
import { month } from '#lib/units/ist.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { paise } from '#lib/units/paise.ts'
import { BatchAmount } from './batch-amount.tsx'
import { BatchStatus } from './batch-status.tsx'
import { PayTogether, togetherRefusal } from './pay-together.tsx'

const owing = (id: string, amount: number): ConnectionDue => ({
  id,
  consumerNo: `99000${id}`,
  holderName: `Holder ${id}`,
  address: 'Plot 0',
  unpaidPaise: paise(amount),
})

const batchIn = (state: BatchView['state'], more: Partial<BatchView> = {}): BatchView => ({
  ...{ id: 'b', state, amountPaise: paise(59_700), expiresAt: new Date('2026-11-05T10:15:00+05:30'), isChanged: false },
  ...{ vpa: 'demo@invalid', payeeName: 'Demo', upiLink: null, isWithoutQr: false, attemptId: 'a' },
  shares: [1, 2].map((share) => ({
    ...{ connectionId: `c${share}`, holderName: `Holder ${share}`, consumerNo: `99000${share}` },
    ...{ month: month('2026-10'), amountPaise: paise(29_850), rebatePaise: paise(100) },
    paymentId: state === 'PAID' ? `p${share}` : null,
  })),
  ...more,
})

describe.each(LOCALES)('several connections in %s', (locale) => {
  const choice = (connections: ConnectionDue[], refusal?: string) =>
    renderToStaticMarkup(
      <PayTogether
        connections={connections}
        refusal={togetherRefusal(refusal)}
        mostPaise={paise(10_000_000)}
        locale={locale}
      />,
    )
  const status = (batch: BatchView) => renderToStaticMarkup(<BatchStatus batch={batch} locale={locale} />)

  test('can be chosen where at least two owe, and all that owe are chosen', () => {
    const html = choice([owing('1', 100), owing('2', 0), owing('3', 20_000)])
    expect(html.match(/type="checkbox"/g)).toHaveLength(2)
    expect(html.match(/checked=""/g)).toHaveLength(2)
    expect(choice([owing('1', 100), owing('2', 0)])).toBe('')
  })

  test('say why a choice was not taken, on top and beside it', () => {
    for (const refusal of ['NONE', 'NOTHING_DUE', 'UNDECIDED', 'TOGETHER_TOO_LARGE']) {
      const html = choice([owing('1', 100), owing('3', 20_000)], refusal)
      expect(html).toContain('role="alert"')
      expect(html).toContain('href="#together"')
      expect(html).toMatch(
        /<input type="checkbox" [^>]*id="together" aria-invalid="true" aria-describedby="together-error"/,
      )
      expect(html.match(/aria-invalid/g)).toHaveLength(1)
    }
    // The others were paid meanwhile: there is nothing to choose any more.
    expect(choice([owing('1', 100), owing('3', 0)], 'NOTHING_DUE')).toContain('role="status"')
    expect(choice([owing('1', 100), owing('3', 20_000)], '<script>')).not.toContain('alert')
  })

  test('have their own words in each state, and offer a new QR only where the old one is over', () => {
    const states = (Object.keys(ALLOWED_MOVES) as BatchView['state'][]).filter((state) => !/REFUND|SHOWN/.test(state))
    const words = states.map((state) => status(batchIn(state)).replace(/value="[^"]*"/g, ''))
    expect(new Set(words).size).toBe(states.length)
    const offering = states.filter((state) => status(batchIn(state)).includes('/api/payments/together'))
    expect(offering.sort()).toEqual(['EXPIRED', 'FAILED'])
    expect(status(batchIn('SHOWN', { isChanged: true }))).toContain('/api/payments/together')
  })

  test('show what each pays, and each its receipt once paid', () => {
    const open = renderToStaticMarkup(<BatchAmount batch={batchIn('SHOWN')} locale={locale} />)
    for (const text of ['₹597.00', '₹298.50', 'Holder 1', 'Holder 2']) expect(open).toContain(text)
    expect(open).not.toContain('/payments/')
    const paid = renderToStaticMarkup(<BatchAmount batch={batchIn('PAID')} locale={locale} />)
    for (const link of ['/c/c1/payments/p1', '/c/c2/payments/p2']) expect(paid).toContain(link)
  })
})
