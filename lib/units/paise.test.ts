import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { formatRupees, paise, parseRupees, roundToPaise, roundToRupees, rupeesDecimal, sumPaise } from './paise.ts'

const RUNS = fuzz(10_000, 1_000_000)
/** Up to a lakh crore rupees, both ways. */
const amounts = fc.bigInt(-(10n ** 14n), 10n ** 14n).map(paise)

describe('money', () => {
  test('written for machines or for people reads as the same amount', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(parseRupees(rupeesDecimal(amount))).toBe(amount)
        const shown = formatRupees(amount).replace('₹', '').replace('−', '-')
        expect(parseRupees(shown)).toBe(amount)
        // In groups as India writes them: two digits each, three at the end.
        expect(shown).toMatch(/^-?\d{1,3}(\.\d\d)$|^-?\d{1,2}(,\d\d)*,\d{3}\.\d\d$/)
      }),
      RUNS,
    )
  })

  test('is rounded to the nearest, a half away from zero, as whole numbers tell', () => {
    const nearest = (numerator: bigint, denominator: bigint) => {
      const [size, down] = [numerator < 0n ? -numerator : numerator, numerator < 0n ? -1n : 1n]
      const [whole, rest] = [size / denominator, size % denominator]
      return down * (2n * rest >= denominator ? whole + 1n : whole)
    }
    fc.assert(
      fc.property(amounts, fc.bigInt(1n, 10n ** 9n), (numerator, denominator) => {
        expect(roundToPaise({ numerator, denominator })).toBe(nearest(numerator, denominator))
        expect(roundToRupees(numerator)).toBe(nearest(numerator, 100n) * 100n)
      }),
      RUNS,
    )
  })

  test('adds up in any order', () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 20 }), (parts) => {
        expect(sumPaise(parts)).toBe(sumPaise([...parts].reverse()))
      }),
      fuzz(1_000, 100_000),
    )
  })

  test('is read from nothing but whole paise in digits', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789.,-+eE ₹१x'), maxLength: 14 })
    fc.assert(
      fc.property(fc.oneof(digits, fc.string()), (text) => {
        const read = parseRupees(text)
        if (read === null) return
        const [, sign, whole = '', part = ''] = /^([-+]?)(\d+)(?:\.(\d+))?$/.exec(text.trim().replaceAll(',', '')) ?? []
        const oracle = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0').slice(0, 2))
        expect(part.slice(2)).toMatch(/^0*$/)
        expect(read).toBe(sign === '-' ? -oracle : oracle)
      }),
      RUNS,
    )
  })
})
