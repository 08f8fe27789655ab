import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSignedText, signText } from '#lib/platform/signing-keys.ts'
import { month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { checkPath, readStamp, stampOf } from './bill-stamp.ts'

const BILL = { billNo: '2610-099000042', month: month('2026-10'), payableByDuePaise: paise(106_435n) }
const STAMP = stampOf(BILL)

describe('The stamp of a bill', () => {
  it('tells number, month and amount, and fits a small QR', () => {
    expect(readStamp(STAMP)).toEqual(BILL)
    expect(checkPath(BILL)).toBe(`/check/${STAMP}`)
    expect(STAMP.length).toBeLessThan(125)
  })

  it.each([
    ['another amount', STAMP.replace('.106435.', '.6435.')],
    ['another month', STAMP.replace('.202610.', '.202611.')],
    ['another number', STAMP.replace('99000042', '99000043')],
    ['no signature', STAMP.slice(0, -87)],
    ['a longer signature', `${STAMP}A`],
    ['a month that is none', STAMP.replace('.202610.', '.202613.')],
    ['nothing', ''],
    ['very much', `${'9'.repeat(100_000)}${STAMP}`],
  ])('is void with %s', (_, changed) => {
    expect(readStamp(changed)).toBeNull()
  })

  it('is void with any one character changed', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.%'
    fc.assert(
      fc.property(fc.nat(STAMP.length - 1), fc.constantFrom(...alphabet), (at, character) => {
        fc.pre(STAMP[at] !== character)
        expect(readStamp(STAMP.slice(0, at) + character + STAMP.slice(at + 1))).toBeNull()
      }),
    )
  })

  it('holds for whatever the utility calls its bills, and for money in the consumer’s favour', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme-ascii' }),
        fc.bigInt(-100_000_000_000n, 100_000_000_000n),
        (billNo, amount) => {
          const bill = { ...BILL, billNo, payableByDuePaise: paise(amount) }
          expect(readStamp(stampOf(bill))).toEqual(bill)
        },
      ),
    )
  })

  it('is of no use for another purpose', () => {
    const signature = signText('something else', 'text')
    expect(isSignedText('something else', 'text', signature)).toBe(true)
    expect(isSignedText('bill stamp 1', 'text', signature)).toBe(false)
  })
})
