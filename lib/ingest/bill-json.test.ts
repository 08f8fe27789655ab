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

test('figures that no meter has are refused, for the table has no room for them', () => {
  const reasonOf = (more: object) => {
    const read = readBill({ ...BILL, ...more })
    return read.ok ? null : read.reason
  }
  const [line, huge] = [BILL.lines[0], '99999999999999999']
  expect(reasonOf({ mdKw: 1_000_000 })).toBeNull()
  expect(reasonOf({ mdKw: 3_000_000 })).toBe('mdKw is more than 1000000')
  const { qtyWh: _, ...plain } = line as (typeof BILL.lines)[number]
  const readings = [{ register: 'KWH_IMP', prev: 0, curr: huge, units: huge }]
  expect(reasonOf({ readings, lines: [plain] })).toBe(`${huge} units are more than a bill can have`)
  expect(reasonOf({ lines: [{ ...plain, qtyWh: Number.MAX_SAFE_INTEGER }] })).toBe(
    '9007199254740.991 units are more than a bill can have',
  )
})
