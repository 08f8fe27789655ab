import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BillInput } from '#lib/tariff/bill-input.ts'
import { calculateBill } from '#lib/tariff/calculate-bill.ts'
import { readByDay, spreadEvenly } from '#lib/tariff/daily-energy.ts'
import { exampleBook } from '#lib/tariff/example-tariff.ts'
import { wattHours } from '#lib/units/energy.ts'
import { addDays, day, eachDay } from '#lib/units/ist.ts'
import { paise, sumPaise } from '#lib/units/paise.ts'
import { billDifference, type ComparedBill } from './bill-difference.ts'
import type { StoredLine } from './stored-line.ts'
import { subsidyMove } from './subsidy-standing.ts'

const book = exampleBook()

function billOf(input: BillInput): ComparedBill {
  const calculated = calculateBill(book, input)
  if (!calculated.ok) throw new Error(calculated.reason)
  const { energyWh, payableByDuePaise, lines } = calculated.bill
  return {
    periodFrom: input.from,
    periodTo: input.to,
    energyWh,
    payableByDuePaise,
    lines: lines as unknown as StoredLine[],
  }
}

/** A home's calendar month with so many units, as the example tariff bills it. */
function month(from: string, to: string, units: number, more: Partial<BillInput> = {}): ComparedBill {
  const days = eachDay(day(from), day(to)).length
  return billOf({
    ...{ from: day(from), to: day(to), energy: spreadEvenly(wattHours(units * 1000), days) },
    terms: [{ from: day('2020-01-01'), category: 'HOME', mode: 'POSTPAID', voltage: 'LT', sanctionedLoadW: 2000 }],
    ...more,
  })
}

const partsOf = (bill: ComparedBill, other: ComparedBill) =>
  Object.fromEntries(billDifference(bill, other).map(({ cause, amountPaise }) => [cause, amountPaise]))

describe('between two bills', () => {
  test('a day more, at the same use a day, is told as a day', () => {
    const [june, july] = [month('2026-06-01', '2026-06-30', 240), month('2026-07-01', '2026-07-31', 248)]
    // Eight units at 6 rupees; the duty of 7 paise and the State's 1.50 on each follow.
    expect(partsOf(july, june)).toEqual({ DAYS: 4_800n, DUTY: 56n, SUBSIDY: -1_200n, ROUNDING: -56n })
  })

  test('more use a day is told as units, and both together in that order', () => {
    const [june, july] = [month('2026-06-01', '2026-06-30', 240), month('2026-07-01', '2026-07-31', 260)]
    expect(partsOf(july, june)).toMatchObject({ DAYS: 4_800n, UNITS: 7_200n })
  })

  test('a new order is told as its rate and its fixed charge, at the new units', () => {
    const [april, may] = [month('2025-04-01', '2025-04-30', 200), month('2025-05-01', '2025-05-31', 310)]
    const parts = partsOf(may, april)
    // 200 units in 30 days are 206.667 in 31, at 5 rupees; from there to 310; then 310 units at 6 instead of 5.
    expect(parts).toMatchObject({ DAYS: 3_333n, UNITS: 155_000n - 103_333n, RATE: 31_000n, FIXED: 3_000n })
  })

  test('a limit that was passed is told as what the State paid on either side', () => {
    const [within, above] = [month('2026-06-01', '2026-06-30', 100), month('2026-06-01', '2026-06-30', 101)]
    expect([within.payableByDuePaise, above.payableByDuePaise]).toEqual([0n, 55_200n])
    expect(partsOf(above, within)).toEqual({ UNITS: 600n, DUTY: 7n, SUBSIDY: -15_150n + 69_700n, ROUNDING: 43n })
    expect(subsidyMove(above, within)).toBe('PASSED')
    expect(subsidyMove(within, above)).toBe('BACK_WITHIN')
    expect(subsidyMove(month('2026-06-01', '2026-06-30', 301), above)).toBe('PASSED')
    expect(subsidyMove(above, month('2026-07-01', '2026-07-31', 299))).toBe('SAME')
    // Before the scheme began, few units did not help.
    expect(subsidyMove(within, month('2023-12-01', '2023-12-31', 90))).toBe('OTHER_RULE')
  })

  test('a part of a month is told as days in energy and fixed charge alike', () => {
    const [whole, half] = [month('2026-06-01', '2026-06-30', 300), month('2026-06-01', '2026-06-15', 150)]
    expect(partsOf(half, whole)).toMatchObject({ DAYS: -90_000n - 4_500n })
    expect(partsOf(half, whole)).not.toHaveProperty('FIXED')
    expect(partsOf(half, whole)).not.toHaveProperty('UNITS')
  })

  test('arrears, surcharge and what was paid ahead are parts of their own', () => {
    const late = { arrearsPaise: paise(50_000), delayedPayment: { daysLate: 31 } }
    const [before, now] = [month('2026-06-01', '2026-06-30', 240), month('2026-06-01', '2026-06-30', 240, late)]
    expect(partsOf(now, before)).toMatchObject({ ARREARS: 50_000n, DPS: 1_500n })
    const ahead = month('2026-06-01', '2026-06-30', 240, { advancePaise: paise(20_000) })
    expect(partsOf(ahead, before)).toEqual({ ADVANCE: -20_000n })
  })

  test('nothing differs from itself', () => {
    const june = month('2026-06-01', '2026-06-30', 240)
    expect(billDifference(june, june)).toEqual([])
  })
})

const supply = fc
  .record({
    after: fc.integer({ min: 0, max: 1_250 }),
    wh: fc.array(fc.integer({ min: 0, max: 30_000 }).map(wattHours), { minLength: 1, maxLength: 62 }),
    category: fc.constantFrom('HOME', 'HOME', 'SHOP', 'PUMP'),
    mode: fc.constantFrom('POSTPAID' as const, 'PREPAID' as const),
    loadW: fc.integer({ min: 1, max: 20_000 }),
    maxDemandW: fc.option(fc.integer({ min: 0, max: 30_000 })),
    cut: fc.option(fc.nat({ max: 60 })),
    arrears: fc.integer({ min: 0, max: 1_000_000 }),
    daysLate: fc.integer({ min: 0, max: 100 }),
    advance: fc.integer({ min: 0, max: 1_000_000 }),
    adjustment: fc.integer({ min: -5_000, max: 5_000 }),
  })
  .map((made): BillInput => {
    const from = addDays(day('2023-04-01'), made.after)
    const terms = { category: made.category, mode: made.mode, voltage: 'LT' as const, sanctionedLoadW: made.loadW }
    return {
      from,
      to: addDays(from, made.wh.length - 1),
      terms: [
        { from, ...terms, meter: 'A' },
        ...(made.cut === null ? [] : [{ from: addDays(from, made.cut), ...terms, meter: 'B' }]),
      ],
      energy: readByDay(made.wh),
      maxDemandW: made.maxDemandW,
      adjustments: [{ reason: 'OTHER', amountPaise: paise(made.adjustment) }],
      arrearsPaise: paise(made.arrears),
      delayedPayment: { daysLate: made.daysLate },
      advancePaise: paise(made.advance),
    }
  })

describe('for any two bills of the engine', () => {
  test('the parts add up to the difference to the paisa, in both directions', () => {
    fc.assert(
      fc.property(supply, supply, (a, b) => {
        const [bill, other] = [billOf(a), billOf(b)]
        const there = billDifference(bill, other)
        expect(sumPaise(there.map(({ amountPaise }) => amountPaise))).toBe(
          bill.payableByDuePaise - other.payableByDuePaise,
        )
        const back = billDifference(other, bill)
        expect(sumPaise(back.map(({ amountPaise }) => amountPaise))).toBe(
          other.payableByDuePaise - bill.payableByDuePaise,
        )
        expect(new Set(there.map(({ cause }) => cause)).size).toBe(there.length)
        for (const { amountPaise } of there) expect(amountPaise).not.toBe(0n)
      }),
      { numRuns: 400 },
    )
  })

  test('units cost what the engine says that they cost in the other bill, and no rate changes where none did', () => {
    fc.assert(
      fc.property(supply, fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 62 }), (a, moreWh) => {
        const grown = a.energy.shares.map((share, index) => share + BigInt(moreWh[index] ?? 0))
        const [other, bill] = [billOf(a), billOf({ ...a, energy: { shares: grown, denominator: 1n } })]
        const energy = ({ lines }: ComparedBill) =>
          sumPaise(lines.filter(({ code }) => code === 'ENERGY').map(({ amountPaise }) => amountPaise))
        const parts = partsOf(bill, other)
        const rates = new Set(
          other.lines.flatMap((line) => (line.code === 'ENERGY' ? [line.arithmetic.ratePaise] : [])),
        )
        expect(parts).not.toHaveProperty('DAYS')
        expect(parts).not.toHaveProperty('FIXED')
        if (rates.size > 1) return
        expect(parts).not.toHaveProperty('RATE')
        expect(parts.UNITS ?? 0n).toBe(energy(bill) - energy(other))
      }),
      { numRuns: 300 },
    )
  })
})
