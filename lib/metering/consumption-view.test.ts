import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueBills } from '#lib/billing/issue-bills.ts'
import { connectHome, loadExampleTariff, officer, readMonth, type TestHome } from '#lib/billing/test-homes.ts'
import { consumptionCsv } from '#lib/export/consumption-csv.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { month } from '#lib/units/ist.ts'
import { sumPaise } from '#lib/units/paise.ts'
import { type ConsumptionView, consumptionView } from './consumption-view.ts'

let services: TestServices
let home: TestHome

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await loadExampleTariff(services)
  home = await connectHome(services)
  await readMonth(services, home, '2025-10', (on) => (on === 5 ? null : 4_000))
  services.setTime('2025-11-04T10:00:00+05:30')
  await issueBills(services, officer, { month: month('2025-10') })
  services.setTime('2026-11-23T10:00:00+05:30')
  await readMonth(services, home, '2026-10', (on) => (on === 9 ? null : 5_000))
})
afterAll(() => services.close())

async function viewOf(input: { period: string; compare?: boolean }, actor = home.actor): Promise<ConsumptionView> {
  const view = await consumptionView(services, actor, { connectionId: home.id, ...input, period: month(input.period) })
  if (!view || view === 'EMPTY') throw new Error('The home has readings.')
  return view
}

test('the year before stands beside a period by day of the month, as it was billed', async () => {
  const { comparison, yearBefore } = await viewOf({ period: '2026-10', compare: true })
  // The bill counted the day that nobody read at the mean of the others.
  expect(comparison?.byDayOfMonth.get(5)).toMatchObject({ energyWh: 4_000n, status: 'ESTIMATED_FOR_BILL' })
  expect(comparison?.sameDays).toEqual({ count: 30, nowWh: 150_000n, thenWh: 120_000n })
  expect(yearBefore).toEqual({ month: '2025-10', energyWh: 124_000n, daysKnown: 31, days: 31 })
  // 124 units are above the free limit of 100: their days cost what the bill did.
  const bill = await services.db.bill.findFirstOrThrow({ where: { connectionId: home.id } })
  const costs = [...(comparison?.byDayOfMonth.values() ?? [])].flatMap(({ costPaise }) => costPaise ?? [])
  expect(sumPaise(costs)).toBe(bill.currentDemandPaise)
})

test('nobody is compared who did not ask, or has nothing to compare with', async () => {
  expect((await viewOf({ period: '2026-10' })).comparison).toBeNull()
  const first = await viewOf({ period: '2025-10', compare: true })
  expect([first.yearBefore, first.comparison]).toEqual([null, null])
})

test('the file has a row a day, with empty cells where nothing is known', async () => {
  const view = await viewOf({ period: '2026-10' })
  const rows: string[][] = parse(consumptionCsv(view, 'en'), { bom: true, record_delimiter: '\r\n' })
  expect(rows).toHaveLength(32)
  expect(rows[0]).toEqual([
    ...['day', 'units', 'cost (rupees)', 'before subsidy (rupees)', 'running total (units)', 'how'],
  ])
  expect(rows[9]).toEqual(['2026-10-09', '', '', '', '', 'missing'])
  expect(rows[31]?.[4]).toBe('150')
  const rupees = rows.slice(1).reduce((sum, [, , cost]) => sum + Math.round(Number(cost) * 100), 0)
  expect(BigInt(rupees)).toBe(view.costPaise)
  expect(view.consumerNo).toBe(home.consumerNo)
})

test('a stranger gets nothing', async () => {
  const stranger = await connectHome(services)
  expect(await consumptionView(services, stranger.actor, { connectionId: home.id, period: null })).toBeNull()
})
