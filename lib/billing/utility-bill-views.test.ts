import { afterAll, beforeAll, expect, test } from 'vitest'
import { consumptionView } from '#lib/metering/consumption-view.ts'
import { yearView } from '#lib/metering/year-view.ts'
import { startPayment } from '#lib/payments/start-payment.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { wattHours } from '#lib/units/energy.ts'
import { day, month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { compareBills } from './compare-bills.ts'
import { getBill } from './get-bill.ts'
import { homeView } from './home-view.ts'
import { issueBill } from './issue-bill.ts'
import { recordUtilityBill } from './record-utility-bill.ts'
import { connectHome, loadExampleTariff, officer, payAtCounter, type TestHome } from './test-homes.ts'
import type { UtilityBill, UtilityBillLine } from './utility-bill.ts'

let services: TestServices
let home: TestHome
const ids: string[] = []

const line = (code: UtilityBillLine['code'], amount: number, more: Partial<UtilityBillLine> = {}): UtilityBillLine => ({
  ...{ code, amountPaise: paise(amount), reason: null, units: null, ratePaise: null, ...more },
})

/** September had 120 units at 6 rupees, October 100, which the State pays whole. */
const BILLS: Omit<UtilityBill, 'consumerNo'>[] = [
  {
    ...{ billNo: 'U-2026-09', month: month('2026-09'), billedOn: day('2026-10-05'), dueOn: day('2026-10-20') },
    ...{ periodFrom: day('2026-09-03'), periodTo: day('2026-09-30'), basis: 'ACTUAL', energyWh: wattHours(120_000) },
    registers: [
      {
        ...{ register: 'KWH_IMP', previous: '4412', current: '4532', factor: '1', units: '120' },
        ...{ previousAt: null, currentAt: null },
      },
    ],
    ...{ maxDemandW: null, maxDemandAt: null },
    lines: [line('FIXED', 9_000), line('ENERGY', 72_000, { units: '120', ratePaise: '600' }), line('SUBSIDY', -18_000)],
    ...{ currentDemandPaise: paise(63_000), payableByDuePaise: paise(63_000), payableAfterDuePaise: paise(63_600) },
  },
  {
    ...{ billNo: 'U-2026-10', month: month('2026-10'), billedOn: day('2026-11-05'), dueOn: day('2026-11-20') },
    ...{ periodFrom: day('2026-10-01'), periodTo: day('2026-10-31'), basis: 'PROVISIONAL', registers: [] },
    ...{ energyWh: wattHours(100_000), maxDemandW: null, maxDemandAt: null },
    lines: [line('FIXED', 9_000), line('ENERGY', 60_000), line('SUBSIDY', -69_000)],
    ...{ currentDemandPaise: paise(0), payableByDuePaise: paise(0), payableAfterDuePaise: paise(0) },
  },
]

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await loadExampleTariff(services)
  home = await connectHome(services, { smart: false })
  const record = async (bill: Omit<UtilityBill, 'consumerNo'>) => {
    const recorded = await recordUtilityBill(services, officer, { bill: { ...bill, consumerNo: home.consumerNo } })
    if (!recorded.ok) throw new Error(recorded.reason)
    ids.push(recorded.billId)
  }
  await record(BILLS[0] as (typeof BILLS)[number])
  await payAtCounter(services, home, 630, '2026-10-10T12:00:00+05:30')
  await record(BILLS[1] as (typeof BILLS)[number])
})
afterAll(() => services.close())

const view = (index: number) => getBill(services, home.actor, { connectionId: home.id, billId: ids[index] as string })

test('a bill of the utility is shown with its register, and with what it does not know left out', async () => {
  expect(await view(0)).toMatchObject({
    ...{ issuer: 'UTILITY', days: 28, dailyWh: [], load: null, state: 'PAID' },
    register: { previous: '4412', current: '4532', units: '120' },
    // 28 of September's 30 days: the State's limit of 100 a month is 93.333 for them.
    insight: { limitWh: 93_333n, overWh: 26_667n },
  })
  expect(await view(1)).toMatchObject({
    ...{ register: null, basis: 'PROVISIONAL', state: 'NOTHING_DUE', insight: null },
    freeLimit: { limitWh: 100_000n, leftWh: 0n },
  })
})

test('two of them are compared to the paisa, without a rule that nobody named', async () => {
  const found = await compareBills(services, home.actor, { connectionId: home.id, billId: ids[1] as string })
  expect(found?.differencePaise).toBe(-63_000n)
  const parts = Object.fromEntries(found?.parts.map(({ cause, amountPaise }) => [cause, amountPaise]) ?? [])
  // 28 days of the same use would be 31; the rest is less use, at 6 rupees a unit. The fixed charge was the same.
  expect(parts).toEqual({ DAYS: 7_714n, UNITS: -19_714n, SUBSIDY: -51_000n })
})

test('the year has the billed months, and Home no date that only this portal would keep', async () => {
  const year = await yearView(services, home.actor, { connectionId: home.id })
  if (!year || year === 'EMPTY') throw new Error('The home has bills.')
  expect(year.periods.map(({ month, kind, energyWh, costPaise }) => [month, kind, energyWh, costPaise])).toEqual([
    ['2026-09', 'BILLED', 120_000n, 63_000n],
    ['2026-10', 'BILLED', 100_000n, 0n],
  ])
  const found = await homeView(services, home.actor, home.id)
  expect(found).toMatchObject({ nextBillOn: null, lastReadOn: null, bill: { month: '2026-10', state: 'NOTHING_DUE' } })
})

test('this portal issues no bill where the utility does, and shows no days', async () => {
  services.setTime('2026-12-04T10:00:00+05:30')
  const issued = await issueBill(services, officer, { connectionId: home.id, month: month('2026-11') })
  expect(issued).toEqual({ ok: false, reason: 'BILLED_BY_UTILITY' })
  services.setTime('2026-11-23T10:00:00+05:30')
  const days = await consumptionView(services, home.actor, { connectionId: home.id, period: month('2026-10') })
  expect(days).toMatchObject({ daysKnown: 0, isBilled: false })
})

test('one that is due can be paid as any other', async () => {
  const other = await connectHome(services, { smart: false })
  const [due] = BILLS
  const bill = { ...(due as (typeof BILLS)[number]), billNo: 'U-2026-09-2', consumerNo: other.consumerNo }
  const recorded = await recordUtilityBill(services, officer, { bill })
  if (!recorded.ok) throw new Error(recorded.reason)
  services.setTime('2026-10-08T10:00:00+05:30')
  const found = await getBill(services, other.actor, { connectionId: other.id, billId: recorded.billId })
  // Prompt 2 % and digital 1 % of the current demand.
  expect(found?.due).toMatchObject({ todayPaise: 63_000n - 1_260n - 630n, rebatePaise: 1_890n })
  expect(await startPayment(services, other.actor, { billId: recorded.billId })).toMatchObject({ ok: true })
  services.setTime('2026-11-23T10:00:00+05:30')
})
