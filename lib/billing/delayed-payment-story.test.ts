import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day, dayToColumn, month } from '#lib/units/ist.ts'
import { getBill } from './get-bill.ts'
import { issueBill } from './issue-bill.ts'
import { listBills } from './list-bills.ts'
import { connectHome, loadExampleTariff, officer, payAtCounter, readMonth, type TestHome } from './test-homes.ts'

// Under the example tariff 310 units come to 1,971.70 rupees and 330 units to 2,093.10; the surcharge is 1.5 %.
let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-05T10:00:00+05:30')
  await loadExampleTariff(services)
})
afterAll(() => services.close())

const issue = async (home: TestHome, of: string) => {
  const issued = await issueBill(services, officer, { connectionId: home.id, month: month(of) })
  if (!issued.ok) throw new Error(issued.reason)
  const bill = await getBill(services, home.actor, { connectionId: home.id, billId: issued.billId })
  if (!bill) throw new Error('The bill is not to be seen.')
  return bill
}
const amounts = (bill: { lines: { code: string; amountPaise: bigint }[] }) =>
  Object.fromEntries(bill.lines.map(({ code, amountPaise }) => [code, Number(amountPaise)]))
const states = async (home: TestHome) =>
  (await listBills(services, home.actor, home.id)).map(({ month: of, state }) => `${of} ${state}`)

describe('a home that pays late and in parts', () => {
  it('is charged for each 30 days begun on what was unpaid then, surcharge settled first', async () => {
    const home = await connectHome(services)
    await readMonth(services, home, '2026-08', 10_000)
    await readMonth(services, home, '2026-09', 11_000)
    await readMonth(services, home, '2026-10', 10_000)

    const august = await issue(home, '2026-08')
    expect(august).toMatchObject({ dueOn: '2026-09-17', payableByDuePaise: 197_200n, state: 'OVERDUE' })

    // By 2 October one month of delay has begun: 1.5 % of 1,972.
    const september = await issue(home, '2026-09')
    expect(amounts(september)).toMatchObject({ ARREARS: 197_200, DPS: 2_958, ROUNDING: 32 })
    expect(september.payableByDuePaise).toBe(409_500n)
    expect(september.unpaidPaise).toBe(409_500n)

    // 1,000 rupees settle the surcharge and 970.42 of August: 1,001.58 of it and 2,093.42 of September stay unpaid.
    await payAtCounter(services, home, 1_000, '2026-10-10T12:00:00+05:30')
    const october = await issue(home, '2026-10')
    // On 18 October the second month of August and the first of September begin: 1.5 % of 3,095.00 is 46.425.
    expect(amounts(october)).toMatchObject({ ARREARS: 309_500, DPS: 4_643, ROUNDING: -13 })
    // 1.5 % of 1,971.70 and 3,095.00, none of it on the surcharge.
    expect(october).toMatchObject({ payableByDuePaise: 511_300n, payableAfterDuePaise: 518_900n, state: 'DUE' })
    expect(october.lines.find(({ code }) => code === 'DPS')?.arithmetic).toMatchObject({
      carriedPaise: '0',
      charges: [
        { month: '2026-08', from: '2026-10-18', unpaidPaise: '100158' },
        { month: '2026-09', from: '2026-10-18', unpaidPaise: '209342' },
      ],
    })
    expect(await states(home)).toEqual(['2026-10 DUE', '2026-09 CARRIED_OVER', '2026-08 CARRIED_OVER'])
    // 2 % and 1 % of 1,950 are off while they are to be had.
    expect(october.due).toMatchObject({ todayPaise: 505_450n, promptRebatePaise: 3_900n, digitalRebatePaise: 1_950n })

    await payAtCounter(services, home, 13, '2026-11-05T11:00:00+05:30')
    expect((await states(home))[0]).toBe('2026-10 PART_PAID')
    await payAtCounter(services, home, 5_100, '2026-11-05T12:00:00+05:30')
    expect(await states(home)).toEqual(['2026-10 PAID', '2026-09 PAID', '2026-08 PAID'])
  })

  it('carries unpaid surcharge on, and charges nothing upon it', async () => {
    const home = await connectHome(services)
    await readMonth(services, home, '2026-08', 10_000)
    await issue(home, '2026-08')
    // Paid four days late: the principal is settled, the surcharge of the month begun stands on the next bill.
    await payAtCounter(services, home, 1_972, '2026-09-21T12:00:00+05:30')
    await readMonth(services, home, '2026-09', 1_000)
    const september = await issue(home, '2026-09')
    expect(amounts(september)).toMatchObject({ DPS: 2_958, ROUNDING: 42 })
    expect(september).toMatchObject({ currentDemandPaise: 0n, payableByDuePaise: 3_000n })
    // Its own part is the rounding alone, and that bears 1.5 % of 42 paise after 17 October: 0.63, rounded to 1.
    await readMonth(services, home, '2026-10', 1_000)
    const october = await issue(home, '2026-10')
    expect(amounts(october)).toMatchObject({ ARREARS: 42, DPS: 2_959, ROUNDING: -1 })
    expect(october.lines.find(({ code }) => code === 'DPS')?.arithmetic).toMatchObject({
      carriedPaise: '2958',
      chargedPaise: '1',
    })
  })
})

describe('a home that is prepaid for a month', () => {
  it('is charged afterwards for the delay that no bill has charged', async () => {
    const home = await connectHome(services)
    for (const of of ['2026-08', '2026-09', '2026-10']) await readMonth(services, home, of, 10_000)
    const terms = await services.db.connectionTerms.findFirstOrThrow({ where: { connectionId: home.id } })
    for (const [mode, on] of [
      ['PREPAID', '2026-09-01'],
      ['POSTPAID', '2026-10-01'],
    ] as const)
      await services.db.connectionTerms.create({ data: { ...terms, mode, effectiveFrom: dayToColumn(day(on)) } })
    await issue(home, '2026-08')
    expect(amounts(await issue(home, '2026-09'))).not.toHaveProperty('DPS')
    const october = await issue(home, '2026-10')
    expect(october.lines.find(({ code }) => code === 'DPS')?.arithmetic).toMatchObject({
      charges: [
        { month: '2026-08', from: '2026-09-18', unpaidPaise: '197200' },
        { month: '2026-08', from: '2026-10-18', unpaidPaise: '197200' },
      ],
    })
  })
})

describe('a home that pays ahead', () => {
  it('has its advance set against the bill, and the rest stands as credit', async () => {
    const home = await connectHome(services)
    await payAtCounter(services, home, 3_000, '2026-10-20T12:00:00+05:30')
    await readMonth(services, home, '2026-10', 10_000)
    const october = await issue(home, '2026-10')
    expect(amounts(october)).toMatchObject({ ADVANCE: -300_000, ROUNDING: 30 })
    expect(october).toMatchObject({ payableByDuePaise: -102_800n, state: 'CREDIT', due: { todayPaise: 0n } })
    expect(await advanceOf(services.db, home.id)).toBe(102_800n)
  })

  it('does not see money of after the bill date on a bill issued late, which it settles all the same', async () => {
    const home = await connectHome(services)
    await payAtCounter(services, home, 1_972, '2026-11-03T12:00:00+05:30')
    await readMonth(services, home, '2026-10', 10_000)
    const october = await issue(home, '2026-10')
    expect(amounts(october)).not.toHaveProperty('ADVANCE')
    expect(october).toMatchObject({ payableByDuePaise: 197_200n, state: 'PAID', unpaidPaise: 0n })
  })
})

describe('whose bills they are', () => {
  it('shows a stranger nothing, by any combination of ids', async () => {
    const home = await connectHome(services)
    const stranger = await connectHome(services)
    await readMonth(services, home, '2026-10', 10_000)
    const { id: billId } = await issue(home, '2026-10')
    expect(await getBill(services, stranger.actor, { connectionId: home.id, billId })).toBeNull()
    expect(await getBill(services, stranger.actor, { connectionId: stranger.id, billId })).toBeNull()
    expect(await getBill(services, home.actor, { connectionId: home.id, billId: 'no-id' })).toBeNull()
    expect(await listBills(services, stranger.actor, home.id)).toEqual([])
  })
})
