import { describe, expect, it } from 'vitest'
import { exampleBook } from '#lib/tariff/example-tariff.ts'
import { day, month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { carriedOver, chargedAt, type EarlierBill } from './carried-over.ts'

const delayedPayment = { percentPerMonth: 1, counting: 'PART_MONTH_AS_MONTH_OF_30_DAYS', confidence: 'L' }
const book = exampleBook({ delayedPayment })

function earlierBill(facts: {
  of: string
  dueOn: string
  unpaid: number
  until?: string
  surcharge?: number
}): EarlierBill {
  return {
    billNo: `${facts.of}-1`,
    month: month(facts.of),
    dueOn: day(facts.dueOn),
    unpaidPrincipalPaise: paise(facts.until ? 0 : facts.unpaid),
    unpaidSurchargePaise: paise(facts.surcharge ?? 0),
    principalUnpaidAt: (on) => paise(facts.until && on > facts.until ? 0 : facts.unpaid),
  }
}

describe('what earlier bills leave to a new one', () => {
  it('charges 1 % for each 30 days begun since the due date', () => {
    // Due 17 October: 30 days begin on 18 October and on 17 November.
    const august = earlierBill({ of: '2026-09', dueOn: '2026-10-17', unpaid: 125000 })
    const first = carriedOver(book, [august], { billedOn: day('2026-11-02'), chargedUntilOn: null })
    expect(first).toMatchObject({ arrearsPaise: 125000n, carriedSurchargePaise: 0n, chargedSurchargePaise: 1250n })
    const both = carriedOver(book, [august], { billedOn: day('2026-11-17'), chargedUntilOn: null })
    expect(both.chargedSurchargePaise).toBe(2500n)
    expect(both.surcharge.charges.map(({ from }) => from)).toEqual(['2026-10-18', '2026-11-17'])
  })

  it('charges no 30 days twice, and nothing before the due date is over', () => {
    const september = earlierBill({ of: '2026-09', dueOn: '2026-10-17', unpaid: 100000 })
    const charged = { billedOn: day('2026-12-02'), chargedUntilOn: day('2026-11-02') }
    expect(carriedOver(book, [september], charged).surcharge.charges.map(({ from }) => from)).toEqual(['2026-11-17'])
    const early = { billedOn: day('2026-10-17'), chargedUntilOn: null }
    expect(carriedOver(book, [september], early).chargedSurchargePaise).toBe(0n)
  })

  it('charges what was unpaid when the 30 days began, even if it was paid before the new bill', () => {
    const paidLate = earlierBill({ of: '2026-09', dueOn: '2026-10-17', unpaid: 100000, until: '2026-10-25' })
    const carried = carriedOver(book, [paidLate], { billedOn: day('2026-11-02'), chargedUntilOn: null })
    expect(carried).toMatchObject({ arrearsPaise: 0n, chargedSurchargePaise: 1000n })
  })

  it('carries unpaid surcharge on without charging upon it, and rounds all charges once', () => {
    const bills = [
      earlierBill({ of: '2026-08', dueOn: '2026-09-17', unpaid: 33333, surcharge: 500 }),
      earlierBill({ of: '2026-09', dueOn: '2026-10-17', unpaid: 33317 }),
    ]
    // 18 September has been charged; 18 October counts for both: 66,650 x 1 % = 666.5, half away from zero.
    const carried = carriedOver(book, bills, { billedOn: day('2026-11-02'), chargedUntilOn: day('2026-10-02') })
    expect(carried.surcharge.charges).toHaveLength(2)
    expect(carried).toMatchObject({ carriedSurchargePaise: 500n, chargedSurchargePaise: 667n, arrearsPaise: 66650n })
  })

  it('charges each 30 days by the rate of the day on which they begin', () => {
    const dearer = exampleBook({
      delayedPayment,
      laterDelayedPayment: [
        { ...delayedPayment, effectiveFrom: '2026-11-17', percentPerMonth: '1.5', confidence: 'H' },
        { ...delayedPayment, effectiveFrom: '2027-01-01', percentPerMonth: 2 },
      ],
    })
    // Due 17 October: 30 days begin on 18 October, and on 17 November, the first day of the new rate.
    const september = earlierBill({ of: '2026-09', dueOn: '2026-10-17', unpaid: 100_000 })
    const dates = { billedOn: day('2026-12-02'), chargedUntilOn: null }
    const carried = carriedOver(dearer, [september], dates)
    expect(carried.chargedSurchargePaise).toBe(2_500n)
    expect(carried.surcharge).toMatchObject({
      ...{ percent: '1.5', confidence: 'H' },
      charges: [{ from: '2026-10-18', percent: '1' }, { from: '2026-11-17' }],
    })
    expect(chargedAt(carried.surcharge)).toEqual([
      { percent: '1', unpaidPaise: 100_000n },
      { percent: '1.5', unpaidPaise: 100_000n },
    ])
    // Due a day earlier, both months begin under the old rate.
    const early = earlierBill({ of: '2026-09', dueOn: '2026-10-16', unpaid: 100_000 })
    expect(carriedOver(dearer, [early], dates).chargedSurchargePaise).toBe(2_000n)
  })
})
