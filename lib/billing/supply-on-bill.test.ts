import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consumptionView } from '#lib/metering/consumption-view.ts'
import { expectedSupplyHours, readSupplyMinutes } from '#lib/metering/supply-minutes.ts'
import { storeTestBlocks } from '#lib/metering/test-blocks.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day, eachDay, type IstDay, month } from '#lib/units/ist.ts'
import { homeView } from './home-view.ts'
import { issueBills } from './issue-bills.ts'
import { connectHome, loadExampleTariff, officer, readMonth, type TestHome } from './test-homes.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-02T08:00:00+05:30')
  await loadExampleTariff(services)
})
afterAll(() => services.close())

const october = eachDay(day('2026-10-01'), day('2026-10-31'))

/** Hours without supply on each day of October, from midnight; null: a day of which one block never came. */
async function outOn(home: TestHome, days: readonly IstDay[], hoursOn: (day: number) => number | null) {
  for (const on of days) {
    const hours = hoursOn(Number(on.slice(8)))
    const outageMinutes = (block: number) => (hours === null && block === 40 ? null : block < 2 * (hours ?? 0) ? 30 : 0)
    await storeTestBlocks(services, home, on, { outageMinutes, voltageDv: 2300 })
  }
}

async function issued(home: TestHome) {
  expect(await issueBills(services, officer, { month: month('2026-10'), consumerNo: home.consumerNo })).toMatchObject({
    ok: true,
    issued: 1,
  })
  return services.db.bill.findFirstOrThrow({ where: { connectionId: home.id }, include: { lines: true } })
}
const fixedOf = ({ lines }: { lines: { code: string; amountPaise: bigint }[] }) =>
  lines.filter(({ code }) => code === 'FIXED').map(({ amountPaise }) => amountPaise)
const costOf = async ({ actor, id: connectionId }: TestHome) => {
  const view = await consumptionView(services, actor, { connectionId, period: month('2026-10') })
  if (!view || view === 'EMPTY') throw new Error(String(view))
  return view.costPaise
}

/** 90 rupees a month, in full from 21 hours a day: the mean of min(1, hours / 21). */
const fixedFor = (hours: number[]) =>
  BigInt(Math.round((9_000 * hours.reduce((sum, each) => sum + Math.min(1, each / 21), 0)) / hours.length))

describe('the fixed charge of a bill', () => {
  test('falls with the hours of supply, and the days cost what the bill says, to the paisa', async () => {
    const home = await connectHome(services, { category: 'HOME' })
    await readMonth(services, home, '2026-10', 9_123)
    await outOn(home, october, (on) => (on <= 10 ? 10 : on === 11 ? 3 : on === 12 ? null : 0))
    const before = await costOf(home)
    const bill = await issued(home)
    const hours = october.flatMap((_, index) => (index < 10 ? [14] : index === 10 ? [21] : index === 11 ? [] : [24]))
    expect(fixedOf(bill)).toEqual([fixedFor(hours)])
    expect(bill.lines.find(({ code }) => code === 'FIXED')?.arithmetic).toMatchObject({ fullSupplyHours: '21' })
    expect(bill.supplyMinutes).toEqual(
      october.map((_, index) => (index < 10 ? 840 : index === 10 ? 1260 : index === 11 ? null : 1440)),
    )
    expect(await costOf(home)).toBe(bill.currentDemandPaise)
    expect(before).toBe(bill.currentDemandPaise)
  })

  test('is frozen: what blocks tell later changes neither the bill nor what its days cost', async () => {
    const home = await connectHome(services, { category: 'HOME' })
    await readMonth(services, home, '2026-10', 9_123)
    await outOn(home, october.slice(0, 30), () => 12)
    const bill = await issued(home)
    expect(fixedOf(bill)).toEqual([fixedFor([12])])
    await outOn(home, october.slice(30), () => 0)
    expect(await costOf(home)).toBe(bill.currentDemandPaise)
  })

  test.each<[what: string, hoursOn: ((day: number) => number | null) | null]>([
    ['no blocks', null],
    ['blocks of too few days', (on) => (on <= 23 ? 12 : null)],
    ['enough supply', () => 3],
  ])('is due in full: %s', async (_, hoursOn) => {
    const home = await connectHome(services, { category: 'HOME' })
    await readMonth(services, home, '2026-10', 9_123)
    if (hoursOn) await outOn(home, october, hoursOn)
    const bill = await issued(home)
    expect(fixedOf(bill)).toEqual([9_000n])
    expect(bill.supplyMinutes === null).toBe(hoursOn === null)
    expect(await costOf(home)).toBe(bill.currentDemandPaise)
  })
})

test('the running period counts hours of supply as its bill will', async () => {
  services.setTime('2026-10-21T08:00:00+05:30')
  const home = await connectHome(services, { category: 'HOME' })
  await readMonth(services, home, '2026-10', (on) => (on <= 20 ? 9_123 : null))
  await outOn(home, october.slice(0, 20), (on) => (on <= 10 ? 10 : 0))
  const view = await homeView(services, home.actor, home.id)
  expect(view?.period?.costPaise).toBe(await costOf(home))
  const other = await connectHome(services, { category: 'HOME' })
  await readMonth(services, other, '2026-10', (on) => (on <= 20 ? 9_123 : null))
  expect(view?.period?.costPaise).not.toBe((await homeView(services, other.actor, other.id))?.period?.costPaise)
  services.setTime('2026-11-02T08:00:00+05:30')
})

test('a day counts with two meters that together told of all of it', async () => {
  const home = await connectHome(services)
  const second = await services.db.meter.create({ data: { serialNo: 'TM-second', maxPowerW: 28_000 } })
  const half = (from: number, to: number, out: number) => (block: number) =>
    block >= from && block < to ? (block === from ? out : 0) : null
  await storeTestBlocks(services, home, '2026-10-05', { outageMinutes: half(0, 20, 10), energyWh: half(0, 20, 10) })
  const read = async () =>
    (await readSupplyMinutes(services.db, [home.id], [{ from: day('2026-10-01'), to: day('2026-10-31') }])).get(home.id)
  expect(await read()).toBeUndefined()
  const after = { outageMinutes: half(20, 48, 30), energyWh: half(20, 48, 0) }
  await storeTestBlocks(services, { id: home.id, meterId: second.id }, '2026-10-05', after)
  expect(await read()).toEqual(new Map([['2026-10-05', 1400]]))
})

test('a forecast takes the days to come as those that are known', () => {
  const days = eachDay(day('2026-10-01'), day('2026-10-06'))
  const known = new Map([
    [day('2026-10-01'), 1200],
    [day('2026-10-03'), 1440],
  ])
  expect(expectedSupplyHours(days, known, day('2026-10-04'))).toEqual({
    minutesByDay: [1200, null, 1440, 1200, 1440, 1200],
  })
  expect(expectedSupplyHours(days, new Map(), day('2026-10-04'))).toBeUndefined()
})
