import { expect, test } from 'vitest'
import type { DueBill } from '#lib/billing/amount-due.ts'
import { day } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { rebateFor } from './rebate-for.ts'

/** ₹500, with ₹10 until the 7th and ₹5 online until the 17th. */
const bill: DueBill = {
  ...{ mode: 'POSTPAID', billedOn: day('2026-11-02'), dueOn: day('2026-11-17'), promptUntilOn: day('2026-11-07') },
  ...{ payableByDuePaise: paise(50_000), payableAfterDuePaise: paise(50_750) },
  ...{ promptRebatePaise: paise(1_000), digitalRebatePaise: paise(500) },
}
const attempt = { rebatePaise: paise(1_500), expiresAt: new Date('2026-11-08T00:10:00+05:30') }

function rebate(paidAt: string, amount: number, more: { unpaid?: number; promised?: typeof attempt } = {}): bigint {
  return rebateFor({
    bill,
    unpaidPaise: paise(more.unpaid ?? 50_000),
    payment: { channel: 'UPI', amountPaise: paise(amount), paidAt: new Date(paidAt) },
    attempt: more.promised ?? null,
  })
}

test('what a QR promised before midnight holds until it runs out, to the instant', () => {
  expect(rebate('2026-11-07T23:59:59+05:30', 48_500)).toBe(1_500n)
  // By the day alone the prompt rebate is over, and what is paid would not clear the bill.
  expect(rebate('2026-11-08T00:10:00.000+05:30', 48_500)).toBe(0n)
  expect(rebate('2026-11-08T00:10:00.000+05:30', 48_500, { promised: attempt })).toBe(1_500n)
  expect(rebate('2026-11-08T00:10:00.001+05:30', 48_500, { promised: attempt })).toBe(0n)
})

test('a promise of less than the day gives takes nothing away', () => {
  expect(rebate('2026-11-05T10:00:00+05:30', 48_500, { promised: { ...attempt, rebatePaise: paise(500) } })).toBe(
    1_500n,
  )
})

test('no more is given than is still owed', () => {
  expect(rebate('2026-11-05T10:00:00+05:30', 100, { unpaid: 1_200, promised: attempt })).toBe(1_200n)
})
