import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { getBill } from '#lib/billing/get-bill.ts'
import { issueBill } from '#lib/billing/issue-bill.ts'
import { connectHome, loadExampleTariff, officer, type TestHome } from '#lib/billing/test-homes.ts'
import { readDays } from '#lib/metering/day-rows.ts'
import { readPeaks } from '#lib/metering/peak-rows.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day, eachDay, type IstDay, month } from '#lib/units/ist.ts'
import { taken } from './test-files.ts'

/** A meter that tells with each day the highest demand since it was reset, and when that was. */
const OCTOBER = { from: day('2026-10-01'), to: day('2026-10-31') }
let services: TestServices
let home: TestHome

beforeAll(async () => {
  services = await testServices('2026-11-11T10:00:00+05:30')
  await loadExampleTariff(services)
})
afterAll(() => services.close())
beforeEach(async () => {
  home = await connectHome(services, { loadW: 2_000 })
})

/** Reset on the 3rd of October, until which it still told September's 3.9 kW; 2.62 kW were reached on the 10th. */
function told(on: IstDay): string {
  if (on < '2026-10-03') return '3.9,2026-09-30 19:30'
  return on < '2026-10-10' ? '1.4,2026-10-03 19:30' : '2.62,2026-10-10 19:30'
}
async function send(days: readonly IstDay[]): Promise<void> {
  const { serialNo } = await services.db.meter.findUniqueOrThrow({ where: { id: home.meterId } })
  const rows = days.map((on) => `${serialNo},${on},5,${told(on)}`)
  const file = ['meter_no,date,kwh,max_demand_kw,max_demand_at', ...rows, ''].join('\n')
  expect(await taken(services, 'daily-reads', file)).toMatchObject({ accepted: days.length, rejected: 0 })
}
async function bill() {
  const issued = await issueBill(services, officer, { connectionId: home.id, month: month('2026-10') })
  if (!issued.ok) throw new Error(issued.reason)
  return getBill(services, home.actor, { connectionId: home.id, billId: issued.billId })
}
const allDays = eachDay(OCTOBER.from, OCTOBER.to)
const reachedAt = new Date('2026-10-10T19:30:00+05:30')

test('counts on the day on which it was reached, and on no other', async () => {
  await send(allDays)
  const peaks = (await readPeaks(services.db, [home.id], [OCTOBER])).get(home.id)
  expect([...(peaks ?? [])].map(([on, { watts }]) => [on, watts])).toEqual([
    ['2026-10-03', 1_400],
    ['2026-10-10', 2_620],
  ])
  const { load } = (await bill()) ?? {}
  expect(load?.above).toMatchObject([{ on: '2026-10-10', at: reachedAt, watts: 2_620 }])
})

test('is charged in the month in which it was reached, also where that day itself did not come', async () => {
  await send(allDays.filter((on) => on !== '2026-10-10'))
  expect(await bill()).toMatchObject({ maxDemandW: 2_620, maxDemandAt: reachedAt })
  const days = await readDays(services.db, home.id, [OCTOBER])
  expect(['2026-10-02', '2026-10-03', '2026-10-11'].map((on) => days.get(day(on))?.maxDemandW)).toEqual([
    ...[null, 1_400, 2_620],
  ])
})
