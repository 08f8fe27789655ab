import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentSecrets, openText, sealText } from '#lib/platform/secrets.ts'
import { month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { checkPath, readStamp, stampOf } from './bill-stamp.ts'

const BILL = { billNo: '2610-099000042', month: month('2026-10'), payableByDuePaise: paise(106_435n) }
const STAMP = stampOf(BILL)

describe('The stamp of a bill', () => {
  it('tells number, month and amount, and fits a small QR', () => {
    expect(readStamp(STAMP)).toEqual(BILL)
    expect(checkPath(BILL)).toBe(`/check/${STAMP}`)
    expect(STAMP.length).toBeLessThan(90)
  })

  it('tells them to the portal alone: nothing of a bill stands in an address', () => {
    expect(STAMP).toMatch(/^[\w-]+$/)
    for (const text of [STAMP, Buffer.from(STAMP, 'base64url').toString('latin1')])
      for (const secret of ['099000042', '2610', '106435']) expect(text).not.toContain(secret)
  })

  it('is the same for the same bill, and another for another', () => {
    const others = [
      { ...BILL, payableByDuePaise: paise(106_436n) },
      { ...BILL, month: month('2026-11') },
      { ...BILL, billNo: '2610-099000043' },
    ].map(stampOf)
    expect(stampOf({ ...BILL })).toBe(STAMP)
    // Not even where the nonce lies do two begin alike.
    expect(new Set([STAMP, ...others].map((stamp) => stamp.slice(0, 16))).size).toBe(4)
  })

  it.each([
    ['its end cut off', STAMP.slice(0, -4)],
    ['its beginning cut off', STAMP.slice(4)],
    ['more at its end', `${STAMP}AAAA`],
    ['nothing', ''],
    ['very much', `${'9'.repeat(100_000)}${STAMP}`],
    ['other letters for the same bytes', `${STAMP}=`],
    ['a seal of something else', sealText(documentSecrets(), 'bill stamp 1', 'a text')],
    ['a month that is none', sealText(documentSecrets(), 'bill stamp 1', '1.202613.1')],
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
    const sealed = sealText(documentSecrets(), 'something else', '2610-099000042.202610.106435')
    expect(openText(documentSecrets(), 'something else', sealed)).toBe('2610-099000042.202610.106435')
    expect(readStamp(sealed)).toBeNull()
  })
})
