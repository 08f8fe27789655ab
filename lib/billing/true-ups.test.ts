import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { dayToColumn, day as istDay, month } from '#lib/units/ist.ts'
import { getBill } from './get-bill.ts'
import { issueBill } from './issue-bill.ts'
import { connectHome, loadExampleTariff, officer, payAtCounter, readMonth, type TestHome } from './test-homes.ts'

// The example tariff charges a home 90 rupees a month and 6 rupees a unit, 7 paise of duty a unit, and nothing up to 100
// units a month; the State pays 1.50 rupees a unit up to 300.
let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await loadExampleTariff(services)
})
afterAll(() => services.close())

const issue = (home: TestHome, of: string) => issueBill(services, officer, { connectionId: home.id, month: month(of) })
const billOf = (home: TestHome, of: string) =>
  services.db.bill.findUniqueOrThrow({
    where: { connectionId_month: { connectionId: home.id, month: of } },
    include: { lines: { orderBy: { position: 'asc' } }, adjustments: true },
  })
const amounts = ({ lines }: Awaited<ReturnType<typeof billOf>>) =>
  lines.map(({ code, amountPaise }) => [code, Number(amountPaise)])
const viewOf = async (home: TestHome, of: string) => {
  const bill = await getBill(services, home.actor, { connectionId: home.id, billId: (await billOf(home, of)).id })
  if (!bill) throw new Error(`${home.consumerNo} has no bill of ${of}.`)
  return bill
}

/** A home whose August was billed with its last day missing, and what that day turned out to be. */
async function augustWithoutItsLastDay(whADay: number, lastDayWh: number): Promise<TestHome> {
  const home = await connectHome(services)
  await readMonth(services, home, '2026-08', (on) => (on === 31 ? null : whADay))
  await issue(home, '2026-08')
  await readMonth(services, home, '2026-08', (on) => (on === 31 ? lastDayWh : null))
  return home
}

describe('a provisional bill whose readings came', () => {
  it('is settled on the next bill, with old and new units, and on no other', async () => {
    // 30 days of 10 units make 310 by their mean; the day that came had none. 300 units are within the State's limit:
    // 9,000 + 180,000 + 2,100 - 45,000 = 146,100 instead of 9,000 + 186,000 + 2,170 = 197,170.
    const home = await augustWithoutItsLastDay(10_000, 0)
    expect(await billOf(home, '2026-08')).toMatchObject({ basis: 'PROVISIONAL', currentDemandPaise: 197_170n })
    await payAtCounter(services, home, 1972, '2026-09-05T10:00:00+05:30')
    await readMonth(services, home, '2026-09', 10_000)
    await readMonth(services, home, '2026-10', 10_000)
    await issue(home, '2026-09')
    await issue(home, '2026-10')

    const september = await billOf(home, '2026-09')
    expect(amounts(september)).toEqual([
      ['FIXED', 9000],
      ['ENERGY', 180_000],
      ['DUTY', 2100],
      ['SUBSIDY', -45_000],
      ['ADJUSTMENT', -51_070],
      ['ROUNDING', -30],
    ])
    expect(september).toMatchObject({ currentDemandPaise: 146_100n, payableByDuePaise: 95_000n })
    expect(september.lines[4]).toMatchObject({
      reason: 'TRUE_UP',
      arithmetic: {
        settledBillId: (await billOf(home, '2026-08')).id,
        ...{ month: '2026-08', billedUnits: '310', units: '300' },
        ...{ billedPaise: '197170', currentDemandPaise: '146100' },
      },
    })
    expect(amounts(await billOf(home, '2026-10')).map(([code]) => code)).not.toContain('ADJUSTMENT')
    expect((await viewOf(home, '2026-08')).settlement).toEqual({
      energyWh: 300_000n,
      amountPaise: -51_070n,
      billedOn: { id: september.id, month: '2026-09' },
    })
    const { entries } = await services.db.ledgerTransaction.findFirstOrThrow({
      where: { id: september.id },
      include: { entries: true },
    })
    expect(entries.map(({ account, side, amountPaise }) => [account, side, Number(amountPaise)])).toEqual(
      expect.arrayContaining([
        ['RECEIVABLE', 'DEBIT', 95_000],
        ['STATE_SUBSIDY', 'DEBIT', 45_000],
        ['REVENUE', 'CREDIT', 140_030],
        ['ROUNDING', 'DEBIT', 30],
      ]),
    )
  })

  it('says that the amount stays, where the State pays for either', async () => {
    const home = await augustWithoutItsLastDay(3_000, 5_000)
    await readMonth(services, home, '2026-09', 3_000)
    await issue(home, '2026-09')
    const september = await billOf(home, '2026-09')
    expect(amounts(september).map(([code]) => code)).not.toContain('ADJUSTMENT')
    expect((await viewOf(home, '2026-08')).settlement).toMatchObject({ energyWh: 95_000n, amountPaise: 0n })
  })

  it('waits while a day is missing, or is only the sender’s estimate', async () => {
    const home = await connectHome(services)
    await readMonth(services, home, '2026-08', (on) => (on > 29 ? null : 10_000))
    await issue(home, '2026-08')
    await readMonth(services, home, '2026-08', (on) => (on > 29 ? 0 : null))
    await services.db.meterDay.updateMany({
      where: { connectionId: home.id, onDay: dayToColumn(istDay('2026-08-31')) },
      data: { status: 'ESTIMATED' },
    })
    await readMonth(services, home, '2026-09', 10_000)
    await issue(home, '2026-09')
    expect((await billOf(home, '2026-09')).adjustments).toEqual([])
    expect((await viewOf(home, '2026-08')).settlement).toBeNull()

    await services.db.meterDay.updateMany({ where: { connectionId: home.id }, data: { status: 'VALID' } })
    await readMonth(services, home, '2026-10', 10_000)
    await issue(home, '2026-10')
    expect((await viewOf(home, '2026-08')).settlement).toMatchObject({ billedOn: { month: '2026-10' } })
  })

  it('is settled once when several processes issue at once', async () => {
    const home = await augustWithoutItsLastDay(10_000, 0)
    await readMonth(services, home, '2026-09', 10_000)
    await Promise.all(Array.from({ length: 5 }, () => issue(home, '2026-09')))
    expect((await billOf(home, '2026-09')).adjustments).toHaveLength(1)
    expect(await services.db.adjustment.count({ where: { connectionId: home.id } })).toBe(1)
  })
})

describe('what the utility has decided', () => {
  it('stands on the next bill, once; interest on a deposit is a cost and no less revenue', async () => {
    const home = await connectHome(services)
    const recordedAt = services.now()
    await services.db.adjustment.createMany({
      data: [
        { connectionId: home.id, reason: 'DEPOSIT_INTEREST', amountPaise: -12_050n, reference: 'INT-2026', recordedAt },
        { connectionId: home.id, reason: 'DUTY', amountPaise: 2_000n, reference: 'DUTY-7', recordedAt },
      ],
    })
    for (const of of ['2026-09', '2026-10']) {
      await readMonth(services, home, of, 10_000)
      await issue(home, of)
    }
    const september = await billOf(home, '2026-09')
    const lines = september.lines.map(({ reason, amountPaise }) => [reason, Number(amountPaise)])
    expect(lines).toEqual(
      expect.arrayContaining([
        ['DEPOSIT_INTEREST', -12_050],
        ['DUTY', 2_000],
      ]),
    )
    expect((await billOf(home, '2026-10')).adjustments).toEqual([])
    const entries = await services.db.ledgerEntry.findMany({ where: { transactionId: september.id } })
    const sums = Object.fromEntries(
      entries.map(({ account, side, amountPaise }) => [`${account} ${side}`, amountPaise]),
    )
    expect(sums['DEPOSIT_INTEREST DEBIT']).toBe(12_050n)
    expect(sums['REVENUE CREDIT']).toBe(191_100n + 2_000n)
  })

  it('is never changed or deleted', async () => {
    const home = await augustWithoutItsLastDay(10_000, 0)
    await readMonth(services, home, '2026-09', 10_000)
    await issue(home, '2026-09')
    const where = { connectionId: home.id }
    await expect(services.db.adjustment.updateMany({ where, data: { amountPaise: 1n } })).rejects.toThrow()
    await expect(services.db.adjustment.deleteMany({ where })).rejects.toThrow()
    await expect(services.db.billedAdjustment.deleteMany({})).rejects.toThrow()
  })
})
