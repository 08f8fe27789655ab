import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { env } from '#lib/platform/env.ts'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { paise } from '#lib/units/paise.ts'
import { payeeIn, readUpiLink, upiLink } from './upi-link.ts'

const PAYMENT = {
  vpa: 'demo@invalid',
  payeeName: 'JBVNL DEMO',
  reference: 'JB2610ABCDEF',
  note: 'Bill October 2026',
  amountPaise: paise(104_305n),
}

describe('a upi://pay address', () => {
  test('is written value by value, blanks as %20, two decimals', () => {
    expect(upiLink(PAYMENT)).toBe(
      'upi://pay?pa=demo%40invalid&pn=JBVNL%20DEMO&mc=4900&tr=JB2610ABCDEF&tn=Bill%20October%202026&am=1043.05&cu=INR',
    )
  })

  test('cuts a long note between characters, and never a reference', () => {
    const link = upiLink({ ...PAYMENT, note: `${'बिल '.repeat(20)}` })
    expect([...(readUpiLink(link)?.note ?? '')]).toHaveLength(50)
    expect(() => upiLink({ ...PAYMENT, reference: 'A'.repeat(36) })).toThrow(RangeError)
  })

  test('may be the least of all: payee, reference and whole rupees, with blanks around it', () => {
    const read = readUpiLink(' UPI://PAY?pa=demo@invalid&&tr=A&x&am=5&cu=INR\n')
    expect(read).toEqual({ vpa: 'demo@invalid', payeeName: '', reference: 'A', note: '', amountPaise: 500n })
    expect(readUpiLink(upiLink({ ...PAYMENT, reference: 'A'.repeat(35) }))?.reference).toHaveLength(35)
  })

  test('names whom it pays; without one, or with one that is none, it is the utility', () => {
    expect(payeeIn(upiLink({ ...PAYMENT, vpa: 'gateway@invalid' }))).toEqual({
      vpa: 'gateway@invalid',
      payeeName: 'JBVNL DEMO',
    })
    const { vpa, payeeName } = env().upi
    for (const link of [null, 'https://utility.invalid']) expect(payeeIn(link)).toEqual({ vpa, payeeName })
  })

  test('says the same when it is read again, whatever stands in it', () => {
    const text = fc.string({ minLength: 1, unit: 'grapheme' })
    fc.assert(
      fc.property(text, text, text, text, fc.bigInt(1n, 10n ** 12n), (vpa, payeeName, reference, note, amount) => {
        const payment = { vpa, payeeName, reference, note, amountPaise: paise(amount) }
        const link = upiLink(payment)
        expect(link).toMatch(/^upi:\/\/pay\?[!-~]+$/)
        expect(link).not.toContain('+')
        expect(readUpiLink(link)).toEqual(payment)
      }),
      fuzz(500, 10_000),
    )
  })

  test.each([
    ['nothing', ''],
    ['another scheme', upiLink(PAYMENT).replace('upi:', 'https:')],
    ['no reference', 'upi://pay?pa=demo@invalid&am=1.00&cu=INR'],
    ['no amount', 'upi://pay?pa=demo@invalid&tr=A&cu=INR'],
    ['an amount of zero', 'upi://pay?pa=demo@invalid&tr=A&am=0.00&cu=INR'],
    ['an amount below zero', 'upi://pay?pa=demo@invalid&tr=A&am=-5.00&cu=INR'],
    ['a tenth of a paisa', 'upi://pay?pa=demo@invalid&tr=A&am=5.001&cu=INR'],
    ['another currency', 'upi://pay?pa=demo@invalid&tr=A&am=5.00&cu=USD'],
    ['two amounts', 'upi://pay?pa=demo@invalid&tr=A&am=5.00&am=1.00&cu=INR'],
    ['an amount that only ends as one', 'upi://pay?pa=demo@invalid&tr=A&am=x5.00&cu=INR'],
    ['an amount that only begins as one', 'upi://pay?pa=demo@invalid&tr=A&am=5.00x&cu=INR'],
    ['something before it', `see ${upiLink(PAYMENT)}`],
    ['a line after it', `${upiLink(PAYMENT)}\nthanks`],
    ['broken encoding', 'upi://pay?pa=demo@invalid&tr=A&pn=%E0%A4&am=5.00&cu=INR'],
  ])('is refused with %s', (_, uri) => {
    expect(readUpiLink(uri)).toBeNull()
  })
})
