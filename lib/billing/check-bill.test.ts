import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { wattHours } from '#lib/units/energy.ts'
import { day, dayToColumn, month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { type BillCheck, type CheckedLine, checkBill } from './check-bill.ts'
import { issueBill } from './issue-bill.ts'
import { recordUtilityBill } from './record-utility-bill.ts'
import { connectHome, loadExampleTariff, officer, readMonth, type TestHome } from './test-homes.ts'
import type { UtilityBill, UtilityBillLine } from './utility-bill.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await loadExampleTariff(services)
})
afterAll(() => services.close())

async function issued(home: TestHome, of: string): Promise<string> {
  const bill = await issueBill(services, officer, { connectionId: home.id, month: month(of) })
  if (!bill.ok) throw new Error(bill.reason)
  return bill.billId
}

async function check(home: TestHome, billId: string): Promise<BillCheck & { ok: true }> {
  const found = await checkBill(services, home.actor, { connectionId: home.id, billId })
  if (!found?.ok) throw new Error(found?.reason ?? 'No bill.')
  return found
}

const differing = ({ lines }: { lines: CheckedLine[] }) =>
  lines.filter(({ billedPaise, checkedPaise }) => billedPaise !== checkedPaise).map(({ code }) => code)

test('a bill of our own agrees to the paisa while nothing changes, arrears and all', async () => {
  const home = await connectHome(services)
  await readMonth(services, home, '2026-08', 6_100)
  await readMonth(services, home, '2026-09', (on) => 5_000 + on * 37)
  await issued(home, '2026-08')
  const billId = await issued(home, '2026-09')
  const checked = await check(home, billId)
  expect(checked).toMatchObject({ from: 'READINGS', checkedWh: checked.bill.energyWh, taken: ['ARREARS', 'DPS'] })
  expect(differing(checked)).toEqual([])
  expect(checked.checkedPaise).toBe(checked.bill.payableByDuePaise)
})

test('readings that came or were corrected after the bill show line by line', async () => {
  const home = await connectHome(services)
  await readMonth(services, home, '2026-08', (on) => (on > 20 ? null : 6_000))
  const billId = await issued(home, '2026-08')
  const before = await check(home, billId)
  expect([before.bill.basis, before.from, differing(before)]).toEqual(['PROVISIONAL', 'READINGS_AND_ESTIMATES', []])

  await readMonth(services, home, '2026-08', (on) => (on > 20 ? 9_000 : null))
  const after = await check(home, billId)
  expect(after).toMatchObject({ from: 'READINGS', checkedWh: wattHours(20 * 6_000 + 11 * 9_000) })
  expect(after.checkedWh - after.bill.energyWh).toBe(11n * 3_000n)
  expect(differing(after)).toEqual(expect.arrayContaining(['ENERGY', 'DUTY', 'SUBSIDY']))
  const [billed, computed] = [after.bill.lines, after.lines].map((lines) => lines.length)
  expect([billed, computed].every((count) => (count as number) > 3)).toBe(true)
  expect(after.checkedPaise).toBeGreaterThan(after.bill.payableByDuePaise)

  await services.db.meterDay.updateMany({
    where: { connectionId: home.id, onDay: dayToColumn(day('2026-08-31')) },
    data: { status: 'ESTIMATED' },
  })
  expect((await check(home, billId)).from).toBe('READINGS_AND_ESTIMATES')
})

const line = (code: UtilityBillLine['code'], amount: number): UtilityBillLine => ({
  ...{ code, amountPaise: paise(amount), reason: null, units: null, ratePaise: null },
})

test('the utility’s bill is held against the rules, by its own units where days are missing', async () => {
  const home = await connectHome(services, { smart: false })
  const bill: UtilityBill = {
    ...{ consumerNo: home.consumerNo, billNo: 'U-check-1', month: month('2026-09'), basis: 'ACTUAL', registers: [] },
    ...{ billedOn: day('2026-10-05'), dueOn: day('2026-10-20') },
    ...{ periodFrom: day('2026-09-01'), periodTo: day('2026-09-30'), energyWh: wattHours(120_000) },
    ...{ maxDemandW: null, maxDemandAt: null },
    // One rupee a unit more than the tariff has, and no duty.
    lines: [line('FIXED', 9_000), line('ENERGY', 84_000), line('SUBSIDY', -18_000)],
    ...{ currentDemandPaise: paise(75_000), payableByDuePaise: paise(75_000), payableAfterDuePaise: paise(76_000) },
  }
  const recorded = await recordUtilityBill(services, officer, { bill })
  if (!recorded.ok) throw new Error(recorded.reason)
  const checked = await check(home, recorded.billId)
  expect(checked).toMatchObject({ from: 'BILL', checkedWh: 120_000n })
  expect(checked.lines.find(({ code }) => code === 'ENERGY')).toEqual({
    ...{ code: 'ENERGY', billedPaise: 84_000n, checkedPaise: 72_000n },
  })
  expect(checked.lines.find(({ code }) => code === 'FIXED')).toMatchObject({
    billedPaise: 9_000n,
    checkedPaise: 9_000n,
  })
  expect(differing(checked)).toContain('DUTY')
})

test('a stranger learns nothing', async () => {
  const [home, stranger] = [await connectHome(services), await connectHome(services)]
  await readMonth(services, home, '2026-08', 6_000)
  const place = { connectionId: home.id, billId: await issued(home, '2026-08') }
  expect(await checkBill(services, stranger.actor, place)).toBeNull()
  expect(await checkBill(services, home.actor, { ...place, billId: 'no-id' })).toBeNull()
})
