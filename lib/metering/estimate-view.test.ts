import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueBill } from '#lib/billing/issue-bill.ts'
import { connectHome, loadExampleTariff, officer, readMonth } from '#lib/billing/test-homes.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { addMonths, month } from '#lib/units/ist.ts'
import { estimateView } from './estimate-view.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-21T10:00:00+05:30')
  await loadExampleTariff(services)
})
afterAll(() => services.close())

const upTo = (last: number, wh: number) => (n: number) => (n <= last ? wh : null)

describe('estimated consumption', () => {
  it('estimates the running month and says what it usually comes to', async () => {
    const home = await connectHome(services)
    for (const [of, wh] of [
      ['2026-08', 2_000],
      ['2026-09', 9_000],
      ['2026-10', 4_000],
    ] as const) {
      await readMonth(services, home, of, wh)
      await issueBill(services, officer, { connectionId: home.id, month: month(of) })
    }
    await readMonth(services, home, '2026-11', upTo(20, 4_000))
    const view = await estimateView(services, home.actor, { connectionId: home.id })
    expect(view).toMatchObject({
      outcome: { ok: true, month: '2026-11', soFarWh: 80_000n, daysToCome: 10, expected: { energyWh: 120_000n } },
      typical: { source: 'LAST_BILLS', bills: 3, energyWh: 124_000n },
      prepaid: null,
      lastReadOn: '2026-11-20',
    })
  })

  it('compares with the same month of the year before once it has a bill', async () => {
    const home = await connectHome(services, { connectedOn: '2025-11-01' })
    for (let of = month('2025-11'); of < '2026-11'; of = addMonths(of, 1)) {
      await readMonth(services, home, of, of === '2025-11' ? 7_000 : 3_000)
      await issueBill(services, officer, { connectionId: home.id, month: of })
    }
    await readMonth(services, home, '2026-11', upTo(20, 4_000))
    const view = await estimateView(services, home.actor, { connectionId: home.id })
    expect(view).toMatchObject({ typical: { source: 'YEAR_BEFORE', month: '2025-11', energyWh: 210_000n } })
  })

  it('says how long a prepaid balance lasts, from the newest word on it', async () => {
    const home = await connectHome(services, { mode: 'PREPAID', category: 'SHOP' })
    await readMonth(services, home, '2026-10', 5_000)
    await readMonth(services, home, '2026-11', upTo(20, 5_000))
    expect(await estimateView(services, home.actor, { connectionId: home.id })).toMatchObject({
      prepaid: { balance: null, isOld: false, lasts: null },
    })
    const batch = await services.db.ingestBatch.create({
      data: { kind: 'balances', source: 'test', contentHash: randomUUID(), startedAt: services.now() },
    })
    const said = (asOf: string, rupees: number) => ({
      ...{ connectionId: home.id, batchId: batch.id },
      ...{ asOf: new Date(asOf), balancePaise: BigInt(rupees * 100) },
    })
    await services.db.prepaidBalance.createMany({
      data: [said('2026-11-21T06:00:00+05:30', 412), said('2026-11-19T06:00:00+05:30', 900)],
    })
    // 2 kW x 150 / 30 days, 5 units of 7 rupees less 3 %, and 7 paise each of duty: 44.30 rupees a day.
    expect(await estimateView(services, home.actor, { connectionId: home.id })).toMatchObject({
      prepaid: {
        balance: { balancePaise: 41_200n },
        isOld: false,
        lasts: { likelyDays: 9, likelyUntilOn: '2026-11-29' },
      },
    })
    services.setTime('2026-11-22T10:00:00+05:30')
    expect(await estimateView(services, home.actor, { connectionId: home.id })).toMatchObject({
      prepaid: { isOld: true, lasts: { likelyDays: 8 } },
    })
    services.setTime('2026-11-21T10:00:00+05:30')
  })

  it('is empty before the first reading, and nobody else’s', async () => {
    const home = await connectHome(services)
    const stranger = await connectHome(services)
    expect(await estimateView(services, home.actor, { connectionId: home.id })).toBe('EMPTY')
    expect(await estimateView(services, stranger.actor, { connectionId: home.id })).toBeNull()
    expect(await estimateView(services, stranger.actor, { connectionId: 'no-id' })).toBeNull()
  })
})
