import { expect, test } from 'vitest'
import { parseKwh, wattHours } from '#lib/units/energy.ts'
import { day, daysBetween } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { fraction } from '#lib/units/rounding.ts'
import type { BillInput, SupplyTerms } from './bill-input.ts'
import { type CalculatedBill, calculateBill } from './calculate-bill.ts'
import { spreadEvenly } from './daily-energy.ts'
import { exampleBook } from './example-tariff.ts'
import type { TariffBook } from './tariff-book.ts'

const book = exampleBook()
const home: SupplyTerms = { from: day('2020-01-01'), category: 'HOME', mode: 'POSTPAID', voltage: 'LT' }
const shop: SupplyTerms = { ...home, category: 'SHOP', sanctionedLoadW: 4_000 }

function input(from: string, to: string, kwh: string, more: Partial<BillInput> = {}): BillInput {
  const days = daysBetween(day(from), day(to)) + 1
  const energy = spreadEvenly(parseKwh(kwh) ?? wattHours(0), days)
  return { from: day(from), to: day(to), terms: [home], energy, ...more }
}

function billOf(given: BillInput, by: TariffBook = book): CalculatedBill {
  const result = calculateBill(by, given)
  if (!result.ok) throw new Error(result.reason)
  return result.bill
}

const amounts = (bill: CalculatedBill) => bill.lines.map((line) => `${line.code} ${line.amountPaise}`)

test('a home exactly at the first limit pays nothing, one unit more costs the whole month', () => {
  const within = billOf(input('2026-02-01', '2026-02-28', '100'))
  expect(amounts(within)).toEqual(['FIXED 9000', 'ENERGY 60000', 'FPPPA -1050', 'DUTY 700', 'SUBSIDY -68650'])
  expect(within).toMatchObject({ currentDemandPaise: 0n, payableByDuePaise: 0n, payableAfterDuePaise: 0n })
  expect(within).toMatchObject({ rebateBasePaise: 0n, promptRebatePaise: 0n, digitalRebatePaise: 0n })

  // 101 x -10.5 = -1060.5, a half, which goes away from zero.
  const above = billOf(input('2026-02-01', '2026-02-28', '101'))
  expect(amounts(above)).toEqual([
    'FIXED 9000',
    'ENERGY 60600',
    'FPPPA -1061',
    'DUTY 707',
    'SUBSIDY -15150',
    'ROUNDING 4',
  ])
  // 54100 + 1.5 % of 54096 = 54911.44, in whole rupees.
  expect(above).toMatchObject({ currentDemandPaise: 54096n, payableByDuePaise: 54100n, payableAfterDuePaise: 54900n })
  expect(above).toMatchObject({ rebateBasePaise: 53389n, promptRebatePaise: 1068n, digitalRebatePaise: 534n })
})

test('the second limit is met exactly too, and above it there is no subsidy', () => {
  expect(amounts(billOf(input('2025-09-01', '2025-09-30', '300')))).toContain('SUBSIDY -45000')
  expect(amounts(billOf(input('2025-09-01', '2025-09-30', '300.001'))).join()).not.toContain('SUBSIDY')
})

test('limits follow the length of the period', () => {
  // 14 of 28 days: half a month, 50 units.
  expect(billOf(input('2026-02-01', '2026-02-14', '50')).currentDemandPaise).toBe(0n)
  expect(billOf(input('2026-02-01', '2026-02-14', '50.001')).currentDemandPaise).toBeGreaterThan(0n)
  const perBill = exampleBook({ readings: { subsidyLimits: 'PER_BILL' } })
  expect(billOf(input('2026-02-01', '2026-02-14', '100'), perBill).currentDemandPaise).toBe(0n)
})

test.each([
  ['2024-02-01', '2024-02-29', '1'],
  ['2026-02-01', '2026-02-28', '1'],
  ['2024-02-15', '2024-03-14', '871/899'],
  ['2024-01-01', '2024-12-31', '12'],
])('the months of %s to %s are %s', (from, to, months) => {
  const { months: counted } = billOf(input(from, to, '0'))
  expect(months).toBe(
    counted.denominator === 1n ? `${counted.numerator}` : `${counted.numerator}/${counted.denominator}`,
  )
})

test('a period that crosses the financial year is not cut where no order begins', () => {
  // 6000 x (12/31 + 10/30) = 4322.58
  const { lines } = billOf(input('2025-03-20', '2025-04-10', '22'))
  expect(lines.filter((line) => line.code === 'FIXED').map((line) => line.amountPaise)).toEqual([4323n])
})

test('an order that begins within the period cuts it, and printed units add up', () => {
  const { lines, energyWh } = billOf(input('2025-04-29', '2025-05-01', '100'))
  const energy = lines.flatMap((line) => (line.code === 'ENERGY' ? [line] : []))
  expect(energy.map((line) => [line.orderId, line.arithmetic.units, line.arithmetic.from, line.arithmetic.to])).toEqual(
    [
      ['EXAMPLE-OLD', '66.667', '2025-04-29', '2025-04-30'],
      ['EXAMPLE-NEW', '33.333', '2025-05-01', '2025-05-01'],
    ],
  )
  // Charged by the exact third, not by the printed units: 66.667 x 500 would be 33334.
  expect(energy.map((line) => line.amountPaise)).toEqual([33333n, 20000n])
  expect(energyWh).toBe(100_000n)
})

test('the duty changes from per cent to per unit on 5 January 2026', () => {
  // 5 % x 277000 x 4/31 + 27 days x 10 units x 7 paise = 1787.10 + 1890
  const { lines } = billOf(input('2026-01-01', '2026-01-31', '310', { terms: [shop] }))
  const duty = lines.find((line) => line.code === 'DUTY')
  expect(duty).toMatchObject({
    amountPaise: 3677n,
    arithmetic: {
      shares: [
        { mode: 'PERCENT', percent: '5', basePaise: '277000', days: 4, periodDays: 31, to: '2026-01-04' },
        { mode: 'PER_KWH', units: '270', ratePaise: '7', days: 27, from: '2026-01-05' },
      ],
    },
  })
})

test('a change of load within the month cuts the fixed charge; the recorded demand counts for both parts', () => {
  const terms = [
    { ...shop, sanctionedLoadW: 3_000 },
    { ...shop, sanctionedLoadW: 5_000, from: day('2026-02-15') },
  ]
  const fixed = (bill: CalculatedBill) => bill.lines.flatMap((line) => (line.code === 'FIXED' ? [line] : []))
  const plain = fixed(billOf(input('2026-02-01', '2026-02-28', '10', { terms })))
  expect(plain.map((line) => line.amountPaise)).toEqual([22500n, 37500n])
  const peaked = fixed(billOf(input('2026-02-01', '2026-02-28', '10', { terms, maxDemandW: 4_000 })))
  expect(peaked.map((line) => line.amountPaise)).toEqual([30000n, 37500n])
  expect(peaked[0]?.arithmetic).toMatchObject({
    quantity: '4',
    ratePaise: '15000',
    months: '1/2',
    monthsDecimal: '0.5',
  })
})

test('terms that change nothing do not cut, a new meter does', () => {
  const same = [home, { ...home, from: day('2026-02-10') }]
  expect(billOf(input('2026-02-01', '2026-02-28', '10', { terms: same })).lines[1]?.code).toBe('ENERGY')
  const meters = [
    { ...home, meter: 'A1' },
    { ...home, meter: 'B2', from: day('2026-02-10') },
  ]
  const codes = billOf(input('2026-02-01', '2026-02-28', '10', { terms: meters })).lines.map((line) => line.code)
  expect(codes.slice(0, 4)).toEqual(['FIXED', 'FIXED', 'ENERGY', 'ENERGY'])
})

test('a connection that turns prepaid within the month gets the rebate on the prepaid part only', () => {
  const terms: SupplyTerms[] = [home, { ...home, mode: 'PREPAID', from: day('2025-09-21') }]
  const bill = billOf(input('2025-09-01', '2025-09-30', '450', { terms }))
  expect(amounts(bill)).toEqual([
    'FIXED 6000',
    'FIXED 3000',
    'ENERGY 180000',
    'ENERGY 90000',
    'PREPAID_REBATE -2700',
    'DUTY 13815',
    'ROUNDING -15',
  ])
  // Prepaid on the last day: nothing falls due later, and no rebate is offered at payment.
  expect(bill).toMatchObject({ payableByDuePaise: 290100n, payableAfterDuePaise: 290100n, promptRebatePaise: 0n })
})

test('the category of the last day decides on the subsidy, unless every day must be subsidised', () => {
  const toShop = [home, { ...shop, from: day('2025-09-16') }]
  const toHome = [shop, { ...home, from: day('2025-09-16') }]
  const every = exampleBook({ readings: { subsidyCategory: 'EVERY_DAY' } })
  const subsidised = (terms: SupplyTerms[], by = book) =>
    billOf(input('2025-09-01', '2025-09-30', '90', { terms }), by).lines.some((line) => line.code === 'SUBSIDY')
  expect([subsidised(toShop), subsidised(toHome), subsidised(toHome, every)]).toEqual([false, true, false])
})

test('hours of supply reduce the fixed charge only where enough days are known', () => {
  const fixed = (supplyHours: BillInput['supplyHours'], terms = [home]) =>
    billOf(input('2026-02-01', '2026-02-28', '400', { supplyHours, terms })).lines[0]
  expect(fixed({ meanPerDay: fraction(204n, 10n) })).toMatchObject({
    amountPaise: 8743n, // 9000 x 20.4/21
    arithmetic: { supplyHours: '20.4', fullSupplyHours: '21' },
  })
  expect(fixed({ meanPerDay: fraction(24n) })?.amountPaise).toBe(9000n)
  expect(fixed({ meanPerDay: fraction(0n) })?.amountPaise).toBe(0n)
  // HT asks for 23 hours: 9000 x 21/23
  expect(fixed({ meanPerDay: fraction(21n) }, [{ ...home, voltage: 'HT' }])?.amountPaise).toBe(8217n)
  // 21 of 28 days are three quarters. A day above 21 hours does not make up for another below.
  const days = (known: number) => Array.from({ length: 28 }, (_, i) => (i >= known ? null : i === 0 ? 0 : 1440))
  expect(fixed({ minutesByDay: days(21) })?.amountPaise).toBe(8571n) // 9000 x 20/21
  expect(fixed({ minutesByDay: days(20) })?.amountPaise).toBe(9000n)
})

test('a pump pays by HP, taken from its load in W where HP is not on record', () => {
  const pump = { ...home, category: 'PUMP' }
  const first = (terms: SupplyTerms) => billOf(input('2026-01-01', '2026-01-31', '8', { terms: [terms] })).lines[0]
  expect(first({ ...pump, sanctionedLoadHp: fraction(15n, 2n) })).toMatchObject({ amountPaise: 22500n })
  expect(first({ ...pump, sanctionedLoadW: 3_730 })).toMatchObject({
    amountPaise: 15000n,
    arithmetic: { quantity: '5' },
  })
})

test('what is carried over stands outside the current demand and the rebates', () => {
  const bill = billOf(
    input('2026-04-01', '2026-04-30', '400', {
      adjustments: [{ reason: 'TRUE_UP', amountPaise: paise(-1_234) }],
      arrearsPaise: paise(100_000),
      delayedPayment: { daysLate: 30 },
      advancePaise: paise(500),
    }),
  )
  expect(amounts(bill)).toEqual([
    'FIXED 9000',
    'ENERGY 240000',
    'DUTY 2800',
    'ADJUSTMENT -1234',
    'ARREARS 100000',
    'DPS 1500',
    'ADVANCE -500',
    'ROUNDING 34',
  ])
  expect(bill).toMatchObject({ currentDemandPaise: 251_800n, rebateBasePaise: 249_000n, payableByDuePaise: 351_600n })
  // 351600 + 1.5 % of (251800 + 100000) = 356877
  expect(bill.payableAfterDuePaise).toBe(356_900n)
  const late = billOf(input('2026-04-01', '2026-04-30', '400', { delayedPayment: { amountPaise: paise(77) } }))
  expect(amounts(late)).toContain('DPS 77')
})

test('paid further ahead than the bill: nothing is due, also later', () => {
  const bill = billOf(input('2026-02-01', '2026-02-28', '100', { advancePaise: paise(50_050) }))
  expect(bill).toMatchObject({ payableByDuePaise: -50_100n, payableAfterDuePaise: -50_100n })
})

test('what the book or the terms lack is refused with the first day that it concerns', () => {
  const refused = (given: BillInput) => calculateBill(book, given)
  expect(refused(input('2023-03-31', '2023-04-10', '1'))).toEqual({ ok: false, reason: 'NO_ORDER', on: '2023-03-31' })
  const february = (terms: SupplyTerms[]) => refused(input('2026-02-01', '2026-02-28', '1', { terms }))
  expect(february([{ ...home, category: 'constructor' }])).toMatchObject({ reason: 'UNKNOWN_CATEGORY' })
  expect(february([{ ...home, from: day('2026-02-02') }])).toMatchObject({ reason: 'NO_TERMS' })
  const unknownLoad = { ...home, from: day('2026-02-11') }
  expect(february([home, { ...unknownLoad, category: 'SHOP' }])).toMatchObject({
    reason: 'NO_LOAD_IN_KW',
    on: '2026-02-11',
  })
  expect(february([home, { ...unknownLoad, category: 'PUMP' }])).toMatchObject({ reason: 'NO_LOAD_IN_HP' })
})
