import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueBills } from '#lib/billing/issue-bills.ts'
import { connectHome, loadExampleTariff, officer, readMonth, type TestHome } from '#lib/billing/test-homes.ts'
import { yearCsv } from '#lib/export/consumption-csv.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { addMonths, month } from '#lib/units/ist.ts'
import { type YearView, yearView } from './year-view.ts'

let services: TestServices
let home: TestHome

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await loadExampleTariff(services)
  home = await connectHome(services)
  // Billed from August 2025 to August 2026, with an estimated day in May; then read and not billed, with gaps, not at all.
  for (let of = month('2025-08'); of <= '2026-08'; of = addMonths(of, 1)) {
    await readMonth(services, home, of, (on) => (of === '2026-05' && on === 3 ? null : of < '2026' ? 3_000 : 4_000))
    services.setTime(`${addMonths(of, 1)}-02T10:00:00+05:30`)
    await issueBills(services, officer, { month: of })
  }
  await readMonth(services, home, '2026-09', 5_000)
  await readMonth(services, home, '2026-10', (on) => (on > 10 ? null : 5_000))
  await readMonth(services, home, '2026-11', (on) => (on > 22 || on === 2 ? null : 2_000))
  services.setTime('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

async function viewOf(last: string | null = null): Promise<YearView> {
  const view = await yearView(services, home.actor, { connectionId: home.id, last: last === null ? null : month(last) })
  if (!view || view === 'EMPTY') throw new Error('The home has bills.')
  return view
}

test('thirteen periods end with the running one, each known in its own way', async () => {
  const { periods, earlier, later } = await viewOf()
  expect(periods.map(({ month }) => month)).toEqual(
    Array.from({ length: 13 }, (_, index) => addMonths(month('2025-11'), index)),
  )
  expect(periods.map(({ kind }) => kind)).toEqual([...Array(10).fill('BILLED'), 'READ', 'INCOMPLETE', 'RUNNING'])
  expect(periods.map(({ energyWh }) => energyWh)).toEqual([
    ...[90_000n, 93_000n, 124_000n, 112_000n, 124_000n, 120_000n, 124_000n, 120_000n, 124_000n, 124_000n],
    ...[150_000n, null, 42_000n],
  ])
  const [may, october, november] = [periods[6], periods[11], periods[12]]
  expect([may?.isEstimated, periods[5]?.isEstimated]).toEqual([true, false])
  // A part of a month is never its total, and costs nothing known.
  expect(october).toMatchObject({ costPaise: null, partWh: 50_000n, daysKnown: 10, days: 31 })
  expect(november).toMatchObject({ daysKnown: 21, days: 30 })
  expect([earlier, later]).toEqual(['2025-11', null])
})

test('rupees are those of the bill, and of the tariff where there is none yet', async () => {
  const { periods } = await viewOf()
  const bills = await services.db.bill.findMany({ where: { connectionId: home.id }, include: { lines: true } })
  for (const { billId, costPaise, beforeSubsidyPaise } of periods.slice(0, 10)) {
    const bill = bills.find(({ id }) => id === billId)
    const before = bill?.lines.filter(({ code }) => ['FIXED', 'ENERGY', 'FPPPA', 'DUTY'].includes(code))
    expect(costPaise).toBe(bill?.currentDemandPaise)
    expect(beforeSubsidyPaise).toBe(before?.reduce((sum, { amountPaise }) => sum + amountPaise, 0n))
  }
  // September: 150 units at 6 rupees, 90 fixed, 7 paise duty a unit, the State pays 1.50 of each unit.
  expect(periods[10]).toMatchObject({ costPaise: 90_000n + 9_000n + 1_050n - 22_500n, beforeSubsidyPaise: 100_050n })
})

test('the year before stands beside a period only as a whole', async () => {
  const { periods, bothYears } = await viewOf()
  // August 2025 is the first month of all: August 2026 has it beside it.
  expect(periods.map(({ yearBefore }) => yearBefore?.energyWh ?? null)).toEqual([
    ...[null, null, null, null, null, null, null, null, null, 93_000n, 90_000n, 93_000n, 90_000n],
  ])
  // October is incomplete and November running: neither is held against a whole month.
  expect(bothYears).toEqual({ count: 2, nowWh: 274_000n, beforeWh: 183_000n })
})

test('an earlier year can be asked for, and nothing outside what is recorded', async () => {
  const earlier = await viewOf('2025-11')
  expect(earlier.periods.map(({ month }) => month)).toEqual(['2025-08', '2025-09', '2025-10', '2025-11'])
  expect([earlier.earlier, earlier.later]).toEqual([null, '2026-11'])
  for (const elsewhere of ['2025-07', '2026-12'])
    expect((await viewOf(elsewhere)).periods.at(-1)?.month).toBe('2026-11')
})

test('the file says of each period how it is known, and leaves cells empty where it is not', async () => {
  const rows: string[][] = parse(yearCsv(await viewOf(), 'en'), { bom: true, record_delimiter: '\r\n' })
  expect(rows.map((row) => row.at(-1)).slice(-7)).toEqual([
    ...['provisional bill', 'bill', 'bill', 'bill', 'meter readings', 'incomplete', 'so far'],
  ])
  expect(rows[12]).toEqual(['2026-10', '2026-10-01', '2026-10-31', '', '', '', '93', '10', '31', 'incomplete'])
})

test('before anything is recorded there is no year, and for a stranger none at all', async () => {
  const stranger = await connectHome(services)
  expect(await yearView(services, stranger.actor, { connectionId: stranger.id })).toBe('EMPTY')
  expect(await yearView(services, stranger.actor, { connectionId: home.id })).toBeNull()
})
