import { describe, expect, it } from 'vitest'
import { day } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { amountDue, type DueBill } from './amount-due.ts'

// 201 units in October 2026, DS_URBAN: the figures stand in tariff-cases.json.
const october: DueBill = {
  mode: 'POSTPAID',
  billedOn: day('2026-11-02'),
  dueOn: day('2026-11-17'),
  payableByDuePaise: paise(107500),
  payableAfterDuePaise: paise(108600),
  promptRebatePaise: paise(2130),
  promptUntilOn: day('2026-11-07'),
  digitalRebatePaise: paise(1065),
}
const unpaid = october.payableByDuePaise

describe('the amount asked for today', () => {
  it('has both rebates off on the fifth day, and says what each later day costs', () => {
    const due = amountDue({ bill: october, unpaidPaise: unpaid, on: day('2026-11-07') })
    expect(due).toMatchObject({ todayPaise: 104305n, promptRebatePaise: 2130n, digitalRebatePaise: 1065n })
    expect(due.ladder.map((row) => [row.kind, row.fromOn, row.untilOn, row.amountPaise])).toEqual([
      ['PROMPT', '2026-11-07', '2026-11-07', 104305n],
      ['BY_DUE', '2026-11-08', '2026-11-17', 106435n],
      ['AFTER_DUE', '2026-11-18', null, 108600n],
    ])
  })

  it('keeps only the digital rebate from the sixth day to the due date', () => {
    expect(amountDue({ bill: october, unpaidPaise: unpaid, on: day('2026-11-08') }).todayPaise).toBe(106435n)
    expect(amountDue({ bill: october, unpaidPaise: unpaid, on: day('2026-11-17') }).todayPaise).toBe(106435n)
  })

  it('is the unpaid amount after the due date; the surcharge comes with the next bill', () => {
    const due = amountDue({ bill: october, unpaidPaise: unpaid, on: day('2026-11-18') })
    expect(due).toMatchObject({ todayPaise: 107500n, rebatePaise: 0n, isOverdue: true })
    expect(due.ladder).toEqual([
      {
        kind: 'AFTER_DUE',
        fromOn: '2026-11-18',
        untilOn: null,
        amountPaise: 108600n,
        rebatePaise: 0n,
        surchargePaise: 1100n,
      },
    ])
  })

  it('gives no digital rebate on the rest of a part-paid bill, but still the prompt one', () => {
    const due = amountDue({ bill: october, unpaidPaise: paise(57500), on: day('2026-11-05') })
    expect(due).toMatchObject({ todayPaise: 55370n, promptRebatePaise: 2130n, digitalRebatePaise: 0n })
    // 575.00 + 11.00 x 575 / 1075 = 580.88, in whole rupees.
    expect(due.ladder.at(-1)?.amountPaise).toBe(58100n)
  })

  it('asks for nothing when nothing is unpaid, and never of a prepaid connection', () => {
    expect(amountDue({ bill: october, unpaidPaise: paise(0), on: day('2026-11-05') })).toMatchObject({
      todayPaise: 0n,
      ladder: [],
    })
    expect(
      amountDue({ bill: { ...october, mode: 'PREPAID' }, unpaidPaise: unpaid, on: day('2026-11-05') }).todayPaise,
    ).toBe(0n)
  })

  it('leaves a rupee to pay where the rebates would eat up a small rest', () => {
    const covered = { ...october, payableByDuePaise: paise(2000), payableAfterDuePaise: paise(3100) }
    const due = amountDue({ bill: covered, unpaidPaise: paise(2000), on: day('2026-11-05') })
    expect(due).toMatchObject({ todayPaise: 100n, promptRebatePaise: 1900n, digitalRebatePaise: 0n })
  })
})
