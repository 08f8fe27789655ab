import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectHome, loadExampleTariff, readMonth, type TestHome } from '#lib/billing/test-homes.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day, eachDay, month } from '#lib/units/ist.ts'
import { consumptionView } from './consumption-view.ts'
import { dayView } from './day-view.ts'
import { loadView } from './load-view.ts'
import { powerQualityView } from './power-quality-view.ts'
import { storeTestBlocks } from './test-blocks.ts'

/** A February of 29 days, and the end of the financial year that follows it. */
let services: TestServices
let home: TestHome

beforeAll(async () => {
  services = await testServices('2028-03-02T10:00:00+05:30')
  await loadExampleTariff(services)
  home = await connectHome(services)
  await readMonth(services, home, '2027-02', 3_000)
  await readMonth(services, home, '2028-02', 4_000)
  for (const on of eachDay(day('2028-02-27'), day('2028-03-01')))
    await storeTestBlocks(services, home, on, { energyWh: 83, voltageDv: 2300, outageMinutes: 0 })
})
afterAll(() => services.close())

const input = (period: string) => ({ connectionId: home.id, period: month(period) })

test('the leap day has its use and its cost, and nothing of the year before beside it', async () => {
  const view = await consumptionView(services, home.actor, { ...input('2028-02'), compare: true })
  if (!view || view === 'EMPTY') throw new Error('The home has readings.')
  expect([view.days.length, view.daysKnown, view.to]).toEqual([29, 29, '2028-02-29'])
  expect(view.comparison?.sameDays).toEqual({ count: 28, nowWh: 112_000n, thenWh: 84_000n })
  expect(view.comparison?.byDayOfMonth.get(29)).toBeUndefined()
  expect(view.days[28]?.costPaise).not.toBeNull()
  const leap = await dayView(services, home.actor, { connectionId: home.id, on: day('2028-02-29') })
  expect(leap).toMatchObject({
    ...{ day: { energyWh: 4_000n }, blocks: { blocksKnown: 48 }, yearBefore: null },
    ...{ weekBefore: { on: '2028-02-22', energyWh: 4_000n }, previous: '2028-02-28', next: '2028-03-01' },
  })
  const before = await dayView(services, home.actor, { connectionId: home.id, on: day('2028-02-28') })
  expect(before?.yearBefore).toEqual({ on: '2027-02-28', energyWh: 3_000n })
})

test('load and supply of that February have 29 days, of a financial year that is not over', async () => {
  const load = await loadView(services, home.actor, input('2028-02'))
  if (!load || load === 'EMPTY') throw new Error('The home has readings.')
  expect(load.days.at(-1)).toMatchObject({ on: '2028-02-29', peak: { watts: 1_800 } })
  expect(load.year.months.map(({ month: of }) => of).slice(-2)).toEqual(['2028-02', '2028-03'])
  const quality = await powerQualityView(services, home.actor, input('2028-02'))
  if (!quality || quality === 'EMPTY') throw new Error('The home has half hours.')
  expect(quality.days.map(({ on }) => on)).toEqual(['2028-02-27', '2028-02-28', '2028-02-29'])
  expect(quality.year.map(({ month: of }) => of)).toEqual(['2028-02', '2028-03'])
})

test('31 March ends the year, 1 April begins the next', async () => {
  services.setTime('2028-04-02T10:00:00+05:30')
  for (const on of ['2028-03-31', '2028-04-01'])
    await storeTestBlocks(services, home, on, { voltageDv: 2300, outageMinutes: on === '2028-03-31' ? 10 : 0 })
  const [april, march] = await Promise.all(
    ['2028-04', '2028-03'].map((of) => powerQualityView(services, home.actor, input(of))),
  )
  if (!april || april === 'EMPTY' || !march || march === 'EMPTY') throw new Error('Both months have half hours.')
  expect(april.year).toMatchObject([{ month: '2028-04', figures: { daysKnown: 1 }, outages: { count: 0 } }])
  expect(march.year.map(({ month: of }) => of)).toEqual(['2028-02', '2028-03'])
  expect(march.year.at(-1)?.outages.minutes).toBe(48 * 10)
  const load = await loadView(services, home.actor, input('2028-04'))
  if (!load || load === 'EMPTY') throw new Error('The home has readings.')
  expect(load.year.months.map(({ month: of }) => of)).toEqual(
    eachDay(day('2028-04-01'), day('2029-03-31'))
      .map((on) => on.slice(0, 7))
      .filter((of, index, all) => all.indexOf(of) === index),
  )
})
