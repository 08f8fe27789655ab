import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paise, sumPaise } from '#lib/units/paise.ts'
import { shareOut } from './share-out.ts'

test('shares add up to the amount to the paisa and lie within one paisa of what is exact', () => {
  const weights = fc.array(fc.bigInt(0n, 20_000n), { minLength: 1, maxLength: 97 })
  fc.assert(
    fc.property(fc.bigInt(-1_000_000n, 1_000_000n), weights, (amount, parts) => {
      const shares = shareOut(paise(amount), parts)
      expect(sumPaise(shares)).toBe(amount)
      const whole = parts.reduce((sum, part) => sum + part, 0n)
      if (whole === 0n) return
      for (const [index, share] of shares.entries())
        expect(Math.abs(Number(share * whole - amount * (parts[index] as bigint)))).toBeLessThanOrEqual(Number(whole))
    }),
  )
})

test('nothing used: the fixed charge of the day is shared alike', () => {
  expect(shareOut(paise(10), [0n, 0n, 0n, 0n])).toEqual([3n, 2n, 3n, 2n])
})
