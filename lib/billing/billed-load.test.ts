import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day, dayToColumn, month } from '#lib/units/ist.ts'
import { getBill } from './get-bill.ts'
import { issueBill } from './issue-bill.ts'
import { listBills } from './list-bills.ts'
import { connectHome, loadExampleTariff, officer, readMonth, type TestHome } from './test-homes.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-11T10:00:00+05:30')
  await loadExampleTariff(services)
})
afterAll(() => services.close())

const setDemand = ({ id }: TestHome, on: string, watts: number | null) =>
  services.db.meterDay.updateMany({
    where: { connectionId: id, onDay: dayToColumn(day(on)) },
    data: { maxDemandW: watts, maxDemandAt: watts === null ? null : new Date(`${on}T19:30:00+05:30`) },
  })

async function billOf(home: TestHome, of: string) {
  const issued = await issueBill(services, officer, { connectionId: home.id, month: month(of) })
  if (!issued.ok) throw new Error(issued.reason)
  return issued.billId
}

const seen = (home: TestHome, billId: string) => getBill(services, home.actor, { connectionId: home.id, billId })

describe('the load on a bill', () => {
  it('names the days above with time and load of the day, and keeps them as they were when it was issued', async () => {
    const home = await connectHome(services)
    await readMonth(services, home, '2026-10', 5_000)
    await setDemand(home, '2026-10-04', 2_050)
    await setDemand(home, '2026-10-15', 2_000)
    await setDemand(home, '2026-10-20', null)
    // From the 21st on the sanctioned load is 3 kW, so that 2.9 kW is within.
    await services.db.connectionTerms.create({
      data: {
        ...{ connectionId: home.id, effectiveFrom: dayToColumn(day('2026-10-21')), category: 'HOME', mode: 'POSTPAID' },
        sanctionedLoadW: 3_000,
      },
    })
    await setDemand(home, '2026-10-26', 2_900)
    const billId = await billOf(home, '2026-10')
    const at = new Date('2026-10-04T19:30:00+05:30')
    const load = {
      above: [{ on: '2026-10-04', at, watts: 2_050, limitW: 2_000, source: 'REGISTER' }],
      highest: { watts: 2_900, at: new Date('2026-10-26T19:30:00+05:30'), source: 'REGISTER' },
      daysUnknown: 1,
      intervalMinutes: null,
    }
    expect(await seen(home, billId)).toMatchObject({ load, monthsAbove: 1 })

    await setDemand(home, '2026-10-04', 1_500)
    expect((await seen(home, billId))?.load).toEqual(load)
    expect((await listBills(services, home.actor, home.id))[0]?.load).toEqual(load)
  })

  it('counts the months of the financial year up to its own, and no other', async () => {
    const home = await connectHome(services)
    const bills: string[] = []
    for (const of of ['2026-03', '2026-04', '2026-05', '2026-06']) {
      await readMonth(services, home, of, 5_000)
      if (of !== '2026-05') await setDemand(home, `${of}-10`, 2_400)
      bills.push(await billOf(home, of))
    }
    const counts = await Promise.all(bills.map(async (id) => (await seen(home, id))?.monthsAbove))
    expect(counts).toEqual([1, 1, 1, 2])
  })

  it('says of nothing that it was within: no demand is not known', async () => {
    const home = await connectHome(services)
    await readMonth(services, home, '2026-10', 5_000)
    await services.db.meterDay.updateMany({ where: { connectionId: home.id }, data: { maxDemandW: null } })
    const billId = await billOf(home, '2026-10')
    expect((await seen(home, billId))?.load).toEqual({
      above: [],
      highest: null,
      daysUnknown: 31,
      intervalMinutes: null,
    })
  })
})
