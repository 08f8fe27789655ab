import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wattHours } from '#lib/units/energy.ts'
import { addDays, day, eachDay } from '#lib/units/ist.ts'
import { paise, sumPaise } from '#lib/units/paise.ts'
import type { BillInput } from './bill-input.ts'
import { type CalculatedBill, calculateBill } from './calculate-bill.ts'
import { dailyCost } from './daily-cost.ts'
import { readByDay, spreadEvenly } from './daily-energy.ts'
import { exampleBook } from './example-tariff.ts'

const book = exampleBook()
const RUNS = { numRuns: 400 }

function billOf(input: BillInput): CalculatedBill {
  const result = calculateBill(book, input)
  if (!result.ok) throw new Error(result.reason)
  return result.bill
}

const wh = fc.integer({ min: 0, max: 30_000 }).map(wattHours)
const period = fc
  .record({
    after: fc.integer({ min: 0, max: 1_250 }),
    wh: fc.array(wh, { minLength: 1, maxLength: 62 }),
    evenly: fc.boolean(),
    category: fc.constantFrom('HOME', 'HOME', 'SHOP', 'PUMP'),
    mode: fc.constantFrom('POSTPAID' as const, 'PREPAID' as const),
    loadW: fc.integer({ min: 1, max: 20_000 }),
    maxDemandW: fc.option(fc.integer({ min: 0, max: 30_000 })),
    supplied: fc.option(fc.integer({ min: 0, max: 1_440 })),
    arrears: fc.integer({ min: 0, max: 1_000_000 }),
    daysLate: fc.integer({ min: 0, max: 100 }),
    advance: fc.integer({ min: 0, max: 1_000_000 }),
  })
  .map((made): BillInput => {
    const from = addDays(day('2023-04-01'), made.after)
    const days = made.wh.length
    return {
      from,
      to: addDays(from, days - 1),
      terms: [
        { from, category: made.category, mode: made.mode, voltage: 'LT', sanctionedLoadW: made.loadW, meter: 'A' },
      ],
      energy: made.evenly ? spreadEvenly(made.wh[0] ?? wattHours(0), days) : readByDay(made.wh),
      maxDemandW: made.maxDemandW,
      supplyHours: made.supplied === null ? undefined : { minutesByDay: made.wh.map(() => made.supplied) },
      arrearsPaise: paise(made.arrears),
      delayedPayment: { daysLate: made.daysLate },
      advancePaise: paise(made.advance),
    }
  })

const beforeSubsidy = (bill: CalculatedBill) => {
  const end = bill.lines.findIndex(
    (line) => !['FIXED', 'ENERGY', 'FPPPA', 'PREPAID_REBATE', 'DUTY'].includes(line.code),
  )
  return sumPaise(bill.lines.slice(0, end < 0 ? undefined : end).map((line) => line.amountPaise))
}

test('lines add up to what is payable by the due date, which is a whole rupee', () => {
  fc.assert(
    fc.property(period, (input) => {
      const bill = billOf(input)
      expect(sumPaise(bill.lines.map((line) => line.amountPaise))).toBe(bill.payableByDuePaise)
      expect(bill.payableByDuePaise % 100n).toBe(0n)
      expect(bill.payableAfterDuePaise % 100n).toBe(0n)
      expect(bill.payableAfterDuePaise >= bill.payableByDuePaise).toBe(true)
    }),
    RUNS,
  )
})

test('the days cost what the bill demands', () => {
  fc.assert(
    fc.property(period, (input) => {
      const bill = billOf(input)
      const costs = dailyCost(book, input)
      if (!costs.ok) throw new Error(costs.reason)
      expect(costs.days.map((cost) => cost.on)).toEqual(eachDay(input.from, input.to))
      expect(sumPaise(costs.days.map((cost) => cost.costPaise))).toBe(bill.currentDemandPaise)
      expect(sumPaise(costs.days.map((cost) => cost.beforeSubsidyPaise))).toBe(beforeSubsidy(bill))
    }),
    RUNS,
  )
})

test('a whole unit more never lowers the sum before the subsidy', () => {
  fc.assert(
    fc.property(period, fc.nat(), (input, seed) => {
      const { shares, denominator } = input.energy
      const grown = shares.with(seed % shares.length, (shares[seed % shares.length] as bigint) + 1_000n * denominator)
      const more = billOf({ ...input, energy: { shares: grown, denominator } })
      expect(beforeSubsidy(more) >= beforeSubsidy(billOf(input))).toBe(true)
    }),
    RUNS,
  )
})

test('cutting a period moves no line by more than its own rounding', () => {
  fc.assert(
    fc.property(period, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (input, cuts) => {
      const [terms] = input.terms
      if (!terms) throw new Error('The period has terms.')
      const cut = billOf({
        ...input,
        terms: [
          terms,
          ...cuts.map((seed, index) => ({
            ...terms,
            meter: `B${index}`,
            from: addDays(input.from, seed % input.energy.shares.length),
          })),
        ],
      })
      const uncut = billOf(input)
      const isRounded = (line: { code: string }) =>
        ['FIXED', 'ENERGY', 'FPPPA', 'PREPAID_REBATE', 'DUTY'].includes(line.code)
      const lines = cut.lines.filter(isRounded).length + uncut.lines.filter(isRounded).length
      const difference = beforeSubsidy(cut) - beforeSubsidy(uncut)
      // Each line is at most half a paisa away from its exact amount, and the exact amounts of both add up to the same.
      expect(2n * (difference < 0n ? -difference : difference) <= BigInt(lines)).toBe(true)
      expect(cut.energyWh).toBe(uncut.energyWh)
      const printed = cut.lines.flatMap((line) =>
        line.code === 'ENERGY' ? [Number(line.arithmetic.units) * 1_000] : [],
      )
      expect(printed.reduce((sum, units) => sum + Math.round(units), 0)).toBe(Number(cut.energyWh))
    }),
    RUNS,
  )
})
