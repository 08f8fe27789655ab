import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordUtilityBill } from '#lib/billing/record-utility-bill.ts'
import { connectHome, loadExampleTariff, officer, readMonth, type TestHome } from '#lib/billing/test-homes.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { wattHours } from '#lib/units/energy.ts'
import { day, month } from '#lib/units/ist.ts'
import { paise, sumPaise } from '#lib/units/paise.ts'
import { type ConsumptionView, consumptionView } from './consumption-view.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await loadExampleTariff(services)
})
afterAll(() => services.close())

/** October at 5 units a day, but for days that were not read, and the utility's bill by the register. */
async function octoberOf(units: number, missing: number[], basis: 'ACTUAL' | 'PROVISIONAL' = 'ACTUAL') {
  const home: TestHome = await connectHome(services)
  await readMonth(services, home, '2026-10', (on) => (missing.includes(on) ? null : 5_000))
  const amount = paise(1_000_00n)
  const register = { register: 'KWH_IMP', previous: '1000', current: String(1000 + units), factor: '1' }
  const recorded = await recordUtilityBill(services, officer, {
    bill: {
      ...{ billNo: `U-${home.consumerNo}`, consumerNo: home.consumerNo, month: month('2026-10'), basis },
      ...{ periodFrom: day('2026-10-01'), periodTo: day('2026-10-31') },
      ...{ billedOn: day('2026-11-02'), dueOn: day('2026-11-17'), energyWh: wattHours(units * 1000) },
      registers: [{ ...register, units: String(units), previousAt: null, currentAt: null }],
      ...{ maxDemandW: null, maxDemandAt: null },
      lines: [{ code: 'ENERGY', amountPaise: amount, reason: null, units: null, ratePaise: null }],
      ...{ currentDemandPaise: amount, payableByDuePaise: amount, payableAfterDuePaise: amount },
    },
  })
  if (!recorded.ok) throw new Error(recorded.reason)
  const asked = { connectionId: home.id, period: month('2026-10') }
  return (await consumptionView(services, home.actor, asked)) as ConsumptionView
}

test('the register tells what the days without readings used together, and the total includes them', async () => {
  const view = await octoberOf(160, [13, 14])
  expect(view.gap).toMatchObject({ on: ['2026-10-13', '2026-10-14'], energyWh: 15_000n })
  expect([view.energyWh, view.daysKnown, view.isBilled]).toEqual([160_000n, 29, false])
  // 160 units at 6 rupees, 90 fixed, duty of 7 paise, the State pays 1.50 of each: the days and the gap add up to it.
  expect(view.costPaise).toBe(96_000n + 9_000n + 1_120n - 24_000n)
  const known = view.days.flatMap(({ costPaise }) => costPaise ?? [])
  expect(sumPaise([...known, view.gap?.costPaise ?? paise(0)])).toBe(view.costPaise)
  // After one gap the running total is known again.
  expect(view.days.map(({ runningWh }) => runningWh).slice(11, 15)).toEqual([60_000n, null, null, 80_000n])
  expect(view.days.at(-1)?.runningWh).toBe(160_000n)
})

test('with gaps in several places only their sum is known', async () => {
  const view = await octoberOf(160, [5, 20, 21])
  expect(view.gap).toMatchObject({ on: ['2026-10-05', '2026-10-20', '2026-10-21'], energyWh: 20_000n })
  expect(view.days.slice(3, 7).map(({ runningWh }) => runningWh)).toEqual([20_000n, null, null, null])
  expect(view.energyWh).toBe(160_000n)
})

test('nothing is said of them where the register does not tell', async () => {
  // Less than the days that were read, an estimate, and nothing missing.
  for (const view of [
    await octoberOf(140, [13, 14]),
    await octoberOf(160, [13], 'PROVISIONAL'),
    await octoberOf(160, []),
  ])
    expect(view.gap).toBeNull()
})
