import { expect, test } from 'vitest'
import { readBill } from './bill-json.ts'

const BILL = {
  ...{ billNo: 'U1', consumerNo: '99', billMonth: '2026-09', billDate: '2026-10-02', dueDate: '2026-10-17' },
  ...{ basis: 'ACTUAL', periodFrom: '2026-09-01', periodTo: '2026-09-30' },
  lines: [{ code: 'ENERGY', qtyWh: 1_000, amountPaise: 685 }],
  ...{ currentDemandPaise: 685, payableByDuePaise: 685, payableAfterDuePaise: 692 },
}

test('a demand that the bill charges by is known to the watt, however many decimals it comes with', () => {
  const demandOf = (mdKw: unknown) => {
    const read = readBill({ ...BILL, mdKw, mdAt: '2026-09-12T19:30:00+05:30' })
    return read.ok ? read.bill.maxDemandW : read.reason
  }
  expect([4.26, '4.2600', 4.26049, '4.2605', 0].map(demandOf)).toEqual([4_260, 4_260, 4_260, 4_261, 0])
  expect(demandOf(-4.26)).toBe('mdKw is negative')
  expect(demandOf(undefined)).toBeNull()
})
