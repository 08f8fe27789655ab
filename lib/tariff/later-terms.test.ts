import { expect, test } from 'vitest'
import { wattHours } from '#lib/units/energy.ts'
import { day } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { fraction } from '#lib/units/rounding.ts'
import { calculateBill } from './calculate-bill.ts'
import { spreadEvenly } from './daily-energy.ts'
import { surchargeDays } from './delayed-payment.ts'
import { EXAMPLE_TARIFF, exampleBook } from './example-tariff.ts'
import { bookOn, inForceOn } from './in-force.ts'
import { offeredRebates } from './rebates.ts'
import type { TariffBook } from './tariff-book.ts'

const { rebates, delayedPayment } = EXAMPLE_TARIFF
const plain = exampleBook()
// Two changes each, given newest first.
const book = exampleBook({
  laterRebates: [
    { ...rebates, effectiveFrom: '2026-06-01', promptPercent: 4 },
    { ...rebates, effectiveFrom: '2026-04-30', promptPercent: 3, prepaidPercentOfEnergy: 5 },
  ],
  laterDelayedPayment: [
    { ...delayedPayment, effectiveFrom: '2026-06-01', percentPerMonth: 3 },
    { ...delayedPayment, effectiveFrom: '2026-05-16', percentPerMonth: 2 },
  ],
  laterReadings: [
    { effectiveFrom: '2026-06-01', rebateBase: 'CURRENT_DEMAND', rebatesAddUp: false },
    { effectiveFrom: '2026-04-30', rebateBase: 'CURRENT_DEMAND' },
  ],
  laterSupplyHours: [
    { effectiveFrom: '2026-06-01', LT: 24, HT: 24 },
    { effectiveFrom: '2026-04-30', LT: 20, HT: 23 },
  ],
})

type Asked = { given?: TariffBook; mode?: 'POSTPAID' | 'PREPAID'; dueOn?: string; hours?: bigint }

/** A bill of April up to a day. 400 units: 90 fixed, 2,400 energy and 28 of duty, above the limits of the subsidy. */
function billTo(to: string, { given = book, mode = 'POSTPAID', dueOn, hours }: Asked = {}) {
  const from = day('2026-04-01')
  const calculated = calculateBill(given, {
    ...{ from, to: day(to), energy: spreadEvenly(wattHours(400_000), Number(to.slice(8))) },
    terms: [{ from, category: 'HOME', mode, voltage: 'LT' }],
    dueOn: dueOn === undefined ? undefined : day(dueOn),
    supplyHours: hours === undefined ? undefined : { meanPerDay: fraction(hours) },
  })
  if (!calculated.ok) throw new Error(calculated.reason)
  return calculated.bill
}

test('what the file says holds from the beginning, a later entry from its first day, the next one from its own', () => {
  const percents = ['2023-04-01', '2026-04-29', '2026-04-30', '2026-05-31', '2026-06-01', '2030-01-01'].map(
    (on) => inForceOn(book, 'rebates', day(on)).promptPercent.numerator,
  )
  expect(percents).toEqual([2n, 2n, 3n, 3n, 4n, 4n])
  expect(inForceOn(book, 'readings', day('2026-04-29'))).toEqual(plain.readings)
  expect(bookOn(book, day('2026-06-01')).readings).toMatchObject({ rebatesAddUp: false, subsidyLimits: 'PER_MONTH' })
})

test('the last day of a period decides its rebates and readings', () => {
  // A period that ends on the day before is as it was, whatever was changed after it.
  expect(billTo('2026-04-29')).toEqual(billTo('2026-04-29', { given: plain }))
  // 2 % of the bill without its duty of 28 rupees, then 3 % of all of it.
  const before = { rebateBasePaise: 249_000n, promptRebatePaise: 4_980n }
  expect(billTo('2026-04-30', { given: plain })).toMatchObject(before)
  expect(billTo('2026-04-30')).toMatchObject({ rebateBasePaise: 251_800n, promptRebatePaise: 7_554n })
  const prepaid = billTo('2026-04-30', { mode: 'PREPAID' }).lines.find(({ code }) => code === 'PREPAID_REBATE')
  expect(prepaid).toMatchObject({ amountPaise: -12_000n, arithmetic: { percent: '5' } })
})

test('the last day of a period decides from how many hours of supply the whole fixed charge is due', () => {
  const fixed = (to: string, hours: bigint, given = book) =>
    billTo(to, { given, hours }).lines.find(({ code }) => code === 'FIXED')
  // 90 rupees of 30 days: all of it from 21 hours, then from 20.
  expect(fixed('2026-04-29', 20n)).toEqual(fixed('2026-04-29', 20n, plain))
  expect(fixed('2026-04-30', 20n, plain)).toMatchObject({ amountPaise: 8_571n, arithmetic: { fullSupplyHours: '21' } })
  expect(fixed('2026-04-30', 20n)).toMatchObject({ amountPaise: 9_000n })
  expect(fixed('2026-04-30', 15n)).toMatchObject({ amountPaise: 6_750n, arithmetic: { fullSupplyHours: '20' } })
})

test('where rebates do not add up the larger one is offered', () => {
  const demand = { totalPaise: paise(100_000), dutyPaise: paise(0) }
  expect(offeredRebates(bookOn(book, day('2026-05-31')), 'POSTPAID', demand)).toMatchObject({
    ...{ promptRebatePaise: 3_000n, digitalRebatePaise: 1_000n },
  })
  expect(offeredRebates(bookOn(book, day('2026-06-01')), 'POSTPAID', demand)).toMatchObject({
    ...{ promptRebatePaise: 4_000n, digitalRebatePaise: 0n },
  })
})

test('paying late costs what holds on the day after the due date', () => {
  // 2,518 and 1.5 % of it, to the rupee; 2 % where the first month of delay begins on 16 May.
  expect(billTo('2026-04-30', { dueOn: '2026-05-14' }).payableAfterDuePaise).toBe(255_600n)
  expect(billTo('2026-04-30', { dueOn: '2026-05-15' }).payableAfterDuePaise).toBe(256_800n)
  expect(billTo('2026-04-30').payableAfterDuePaise).toBe(255_600n)
})

test('a month of delay is as long as the terms of its first day say', () => {
  const shorter = exampleBook({
    laterDelayedPayment: [
      { ...delayedPayment, effectiveFrom: '2026-12-18', counting: 'PART_MONTH_AS_MONTH_OF_15_DAYS' },
    ],
  })
  expect(surchargeDays(shorter, day('2026-11-17'), day('2027-01-05'))).toEqual([
    ...['2026-11-18', '2026-12-18', '2027-01-02'],
  ])
})
