import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { upiLink } from '#lib/payments/upi-link.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { paise } from '#lib/units/paise.ts'
import { UpiCard } from './upi-card.tsx'

const uri = upiLink({
  ...{ vpa: 'demo@invalid', payeeName: 'Demo', reference: 'JA1', note: 'Bill' },
  amountPaise: paise(50_000),
})
const shown = (closed: 'PAID' | 'EXPIRED' | null, locale: 'hi' | 'en') =>
  renderToStaticMarkup(<UpiCard locale={locale} uri={uri} closed={closed} />)

describe.each(LOCALES)('the demo’s UPI app in %s', (locale) => {
  test('shows whom a QR pays and how much, and can pay it', () => {
    const html = shown(null, locale)
    for (const text of ['demo@invalid', '₹500.00', 'value="success"']) expect(html).toContain(text)
  })

  test('leads whoever has no login back to where they came from', () => {
    const from = '/quick-pay/pay/1'
    const card = (paid?: string) =>
      renderToStaticMarkup(<UpiCard locale={locale} closed={null} back={from} {...(paid ? { paid } : { uri })} />)
    expect(card()).toContain(`name="back" value="${from}"`)
    expect(card('success')).toContain(`href="${from}"`)
  })

  test('says at the scan that a QR has run out or was paid, and pays neither', () => {
    const pages = [shown('EXPIRED', locale), shown('PAID', locale)]
    expect(new Set(pages).size).toBe(2)
    for (const html of pages) {
      expect(html).toContain('role="status"')
      expect(html).not.toContain('<form')
    }
  })
})
