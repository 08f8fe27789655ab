import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountDue } from '#lib/billing/amount-due.ts'
import type { BillFacts } from '#lib/billing/bill-row.ts'
import { parseDay } from '#lib/units/ist.ts'
import { formatRupees, paise, rupeesDecimal } from '#lib/units/paise.ts'
import { afterPayment, chosenTerms, readAmount } from './chosen-amount.ts'

const on = parseDay('2026-11-05')
if (!on) throw new Error('no day')
const bill = {
  id: 'b',
  mode: 'POSTPAID',
  billedOn: '2026-11-02',
  dueOn: '2026-11-17',
  payableByDuePaise: paise(107_500),
  payableAfterDuePaise: paise(108_575),
  promptRebatePaise: paise(2_130),
  promptUntilOn: '2026-11-07',
  digitalRebatePaise: paise(1_065),
} as unknown as BillFacts
const base = { bill, unpaidPaise: paise(107_500), on, mostPaise: paise(10_000_000) }
const choose = (amount: number, replaced: Partial<Omit<typeof base, 'bill'>> & { bill?: BillFacts | null } = {}) =>
  chosenTerms({ ...base, ...replaced, amountPaise: paise(amount) })

describe('an amount as somebody types it', () => {
  test.each([
    ['500', 50_000n],
    ['500.5', 50_050n],
    [' ₹1,07,500.50 ', 10_750_050n],
    ['Rs. 1 000', 100_000n],
    ['0.5', 50n],
    ['500.', 50_000n],
    ['rs 20', 2_000n],
    ['RS.20', 2_000n],
  ])('%s is read', (text, amount) => expect(readAmount(text)).toBe(amount))

  test.each([
    '',
    'five',
    '-5',
    '1e5',
    '5.005',
    '5..5',
    '٥٠٠',
    '0x10',
    '.5',
    '1,07,500,',
    'NaN',
    '5 or 6',
    '500 rs',
    '5rs.5',
    '500.00x',
  ])('%s is refused or read as what it says', (text) => {
    const read = readAmount(text)
    expect(read === null || text === '1,07,500,').toBe(true)
  })

  test('any amount is read back as it is shown', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), (amount) => {
        expect(readAmount(formatRupees(paise(amount)))).toBe(amount)
        expect(readAmount(rupeesDecimal(paise(amount)))).toBe(amount)
      }),
    )
  })
})

describe('what a chosen amount comes to', () => {
  test('less than everything is a part without a rebate', () => {
    expect(choose(50_000)).toEqual({
      ok: true,
      terms: { billId: 'b', amountPaise: 50_000n, rebatePaise: 0n, isChosen: true },
    })
  })

  test('exactly what is asked today is the full payment, with its rebates', () => {
    expect(choose(104_305)).toMatchObject({ terms: { rebatePaise: 3_195n, isChosen: false } })
    expect(choose(104_304)).toMatchObject({ terms: { rebatePaise: 0n, isChosen: true } })
  })

  test('more earns the same rebates, and the rest is paid ahead', () => {
    const chosen = choose(150_000)
    expect(chosen).toMatchObject({ terms: { rebatePaise: 3_195n, isChosen: true } })
    if (chosen.ok) expect(afterPayment(base.unpaidPaise, chosen.terms)).toEqual({ openPaise: 0n, aheadPaise: 45_695n })
  })

  test('with nothing due it is for no bill', () => {
    const ahead = { ok: true, terms: { billId: null, amountPaise: 50_000n, rebatePaise: 0n, isChosen: true } }
    expect(choose(50_000, { unpaidPaise: paise(0) })).toEqual(ahead)
    expect(choose(50_000, { bill: null, unpaidPaise: paise(0) })).toEqual(ahead)
  })

  test('limits: a rupee, and what UPI moves at once', () => {
    expect(choose(99)).toEqual({ ok: false, reason: 'TOO_SMALL' })
    expect(choose(0)).toEqual({ ok: false, reason: 'TOO_SMALL' })
    expect(choose(100)).toMatchObject({ ok: true })
    expect(choose(10_000_000)).toMatchObject({ ok: true })
    expect(choose(10_000_001)).toEqual({ ok: false, reason: 'TOO_LARGE' })
    expect(choose(104_305, { mostPaise: paise(100_000) })).toMatchObject({ ok: true })
  })

  test('money and rebate are settled, open or ahead to the paisa, and a rebate only clears a bill', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 300_000 }), fc.integer({ min: 0, max: 200_000 }), (amount, unpaid) => {
        const chosen = choose(amount, { unpaidPaise: paise(unpaid) })
        if (!chosen.ok) throw new Error(chosen.reason)
        const { terms } = chosen
        const { openPaise, aheadPaise } = afterPayment(paise(unpaid), terms)
        expect(terms.amountPaise + terms.rebatePaise).toBe(BigInt(unpaid) - openPaise + aheadPaise)
        expect(openPaise === 0n || aheadPaise === 0n).toBe(true)
        if (terms.rebatePaise > 0n) expect(openPaise).toBe(0n)
        const { todayPaise } = amountDue({ bill, unpaidPaise: paise(unpaid), on })
        expect(terms.isChosen).toBe(BigInt(amount) !== todayPaise)
      }),
    )
  })
})
