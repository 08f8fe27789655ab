import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeBill, makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day, month } from '#lib/units/ist.ts'
import { saveNotice } from './disconnection.ts'
import { homeView } from './home-view.ts'
import { issueBill } from './issue-bill.ts'
import { connectHome, loadExampleTariff, officer, readMonth } from './test-homes.ts'

// The example tariff: 90 rupees a month, 6 a unit, 7 paise duty; nothing up to 100 units, 1.50 off a unit up to 300.
let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-11T10:00:00+05:30')
  await loadExampleTariff(services)
})
afterAll(() => services.close())

describe('Home', () => {
  it('says what is due, and what the running month comes to so far', async () => {
    const home = await connectHome(services)
    await readMonth(services, home, '2026-10', 10_000)
    await readMonth(services, home, '2026-11', (n) => (n <= 10 && n !== 4 ? 12_000 : null))
    await issueBill(services, officer, { connectionId: home.id, month: month('2026-10') })
    const view = await homeView(services, home.actor, home.id)
    expect(view?.bill).toMatchObject({ month: '2026-10', state: 'DUE', unpaidPaise: 197_200n, hasEarlier: false })
    // The prompt days are over; 1 % of 1,950 is still off.
    expect(view?.bill?.due.todayPaise).toBe(195_250n)
    expect(view?.nextBillOn).toBe('2026-12-02')
    expect(view).toMatchObject({ lastReadOn: '2026-11-10', readingsAreOld: false })
    // 9 days of 12 units, the fourth missing: 108 units. 10 of 30 days of 9,000, 64,800 and 756, less 16,200.
    expect(view?.period).toMatchObject({
      readUntilOn: '2026-11-10',
      energyWh: 108_000n,
      daysRead: 9,
      daysMissing: 1,
      daysLeft: 20,
      costPaise: 52_356n,
      nearLimit: true,
    })
    expect(view?.period?.limits?.next).toMatchObject({ limitWh: 300_000n, leftWh: 192_000n })
    expect(view?.lastDays).toHaveLength(14)
    expect(view?.lastDays.find(({ on }) => on === '2026-11-04')?.energyWh).toBeNull()
  })

  it('has nothing due, and says what the State paid', async () => {
    const home = await connectHome(services)
    await readMonth(services, home, '2026-10', 3_000)
    await issueBill(services, officer, { connectionId: home.id, month: month('2026-10') })
    const view = await homeView(services, home.actor, home.id)
    expect(view?.bill).toMatchObject({
      state: 'NOTHING_DUE',
      subsidyPaise: 65_451n,
      due: { todayPaise: 0n, ladder: [] },
    })
    // Eleven days into November nothing of it has been read.
    expect(view?.period).toMatchObject({ readUntilOn: null, costPaise: null })
    expect(view?.readingsAreOld).toBe(true)
  })

  it('says that a prepaid supply will be cut for what is unpaid of before', async () => {
    const home = await makeHome(services)
    await makeBill(services, home, { of: '2026-09', own: 50_000 })
    await makeBill(services, home, { of: '2026-10', own: 20_000, mode: 'PREPAID' })
    const notice = { connectionId: home.connectionId, disconnectOn: day('2026-11-20'), reference: 'N-1' }
    await services.db.$transaction((tx) =>
      saveNotice(tx, { ...notice, reason: 'DUES', words: null, withdrawnOn: null }, services.now()),
    )
    expect(await homeView(services, home.actor, home.connectionId)).toMatchObject({
      disconnection: { reason: 'DUES', disconnectOn: '2026-11-20' },
      bill: { month: '2026-10', hasEarlier: true },
    })
  })

  it('says that nothing was read or billed yet, and is nobody else’s', async () => {
    const home = await connectHome(services)
    const stranger = await connectHome(services)
    expect(await homeView(services, home.actor, home.id)).toMatchObject({ bill: null, lastReadOn: null })
    expect(await homeView(services, stranger.actor, home.id)).toBeNull()
  })
})
