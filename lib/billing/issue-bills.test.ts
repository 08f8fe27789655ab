import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '#lib/platform/db.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day, dayToColumn, month } from '#lib/units/ist.ts'
import { issueBill } from './issue-bill.ts'
import { issueBills } from './issue-bills.ts'
import { connectHome, loadExampleTariff, officer, readMonth } from './test-homes.ts'

// The example tariff charges a home 90 rupees a month and 6 rupees a unit, 7 paise of duty a unit, and nothing up to 100
// units a month; the State pays 1.50 rupees a unit up to 300.
let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await loadExampleTariff(services)
})
afterAll(() => services.close())

const october = month('2026-10')
const issue = (connectionId: string, of = '2026-10') => issueBill(services, officer, { connectionId, month: month(of) })
const billOf = (connectionId: string, of = '2026-10') =>
  services.db.bill.findUniqueOrThrow({
    where: { connectionId_month: { connectionId, month: of } },
    include: { lines: { orderBy: { position: 'asc' } } },
  })
const amounts = (bill: { lines: { code: string; amountPaise: bigint }[] }) =>
  bill.lines.map(({ code, amountPaise }) => [code, Number(amountPaise)])

describe('issuing a bill', () => {
  it('freezes what was supplied, by which order, and what is owed when', async () => {
    const home = await connectHome(services)
    await readMonth(services, home, '2026-10', 10_000)
    expect(await issue(home.id)).toMatchObject({ ok: true })
    const bill = await billOf(home.id)
    // 310 units are above every limit: 9,000 + 186,000 + 2,170 = 197,170, and 30 paise to the rupee.
    expect(amounts(bill)).toEqual([
      ['FIXED', 9000],
      ['ENERGY', 186000],
      ['DUTY', 2170],
      ['ROUNDING', 30],
    ])
    expect(bill).toMatchObject({
      billNo: `2610-${home.consumerNo}`,
      basis: 'ACTUAL',
      billedOn: dayToColumn(day('2026-11-02')),
      dueOn: dayToColumn(day('2026-11-17')),
      promptUntilOn: dayToColumn(day('2026-11-07')),
      energyWh: 310_000n,
      maxDemandW: 1800,
      meterSerialNo: `TM${home.consumerNo.slice(-4)}`,
      payableByDuePaise: 197_200n,
      // 1.5 % of 197,170 on top of 197,200 is 200,157.55, in whole rupees.
      payableAfterDuePaise: 200_200n,
      promptRebatePaise: 3_900n,
      digitalRebatePaise: 1_950n,
    })
    expect(bill.lines[1]?.orderId).toBe('EXAMPLE-NEW')
    expect(bill.paymentReference).toMatch(/^[0-9A-Z]{35}$/)
    const message = await services.db.message.findFirstOrThrow({ where: { toMobile: home.mobile } })
    for (const fact of ['October', '310', '₹1,972.00', '17']) expect(message.text).toContain(fact)
    // In the language of its words.
    expect(message.document).toBe(`/c/${home.id}/bills/${bill.id}/pdf?lang=en`)
  })

  it('asks for nothing where the State pays all, and offers no rebate', async () => {
    const home = await connectHome(services)
    await readMonth(services, home, '2026-10', 3_000)
    await issue(home.id)
    const bill = await billOf(home.id)
    // 93 units: 9,000 + 55,800 + 651.
    expect(amounts(bill).at(-1)).toEqual(['SUBSIDY', -65451])
    expect(bill).toMatchObject({ payableByDuePaise: 0n, payableAfterDuePaise: 0n, promptUntilOn: null })
    const message = await services.db.message.findFirstOrThrow({ where: { toMobile: home.mobile } })
    expect(message.text).toContain('₹654.51')
  })

  it('cuts the fixed charge where the load changes within the month', async () => {
    const shop = await connectHome(services, { category: 'SHOP', loadW: 2000 })
    await services.db.connectionTerms.create({
      data: {
        connectionId: shop.id,
        effectiveFrom: dayToColumn(day('2026-10-11')),
        category: 'SHOP',
        mode: 'POSTPAID',
        sanctionedLoadW: 4000,
      },
    })
    await readMonth(services, shop, '2026-10', 1_000)
    await issue(shop.id)
    // 15,000 a kW: 2 kW for 10 of 31 days, 4 kW for 21; 700 a unit for 10 and 21 units; 7 paise of duty on 31.
    expect(amounts(await billOf(shop.id))).toEqual([
      ['FIXED', 9677],
      ['FIXED', 40645],
      ['ENERGY', 7000],
      ['ENERGY', 14700],
      ['DUTY', 217],
      ['ROUNDING', -39],
    ])
  })

  it('bills a prepaid month as a statement: settled from the balance, nothing to pay', async () => {
    const home = await connectHome(services, { mode: 'PREPAID' })
    await readMonth(services, home, '2026-10', 10_000)
    await issue(home.id)
    const bill = await billOf(home.id)
    // 3 % of 186,000 off; the rest as postpaid: 191,590, rounded up by 10.
    expect(bill).toMatchObject({ mode: 'PREPAID', payableByDuePaise: 191_600n, promptRebatePaise: 0n })
    const entries = await services.db.ledgerEntry.findMany({ where: { connectionId: home.id } })
    expect(entries.map(({ account, amountPaise }) => [account, amountPaise])).toEqual([['PREPAID_BALANCE', 191_600n]])
  })
})

describe('the basis', () => {
  it('is provisional with the mean of the days that were read', async () => {
    const home = await connectHome(services)
    await readMonth(services, home, '2026-10', (n) => (n === 7 || n === 8 ? null : 5_000))
    await issue(home.id)
    const bill = await billOf(home.id)
    expect(bill).toMatchObject({ basis: 'PROVISIONAL', energyWh: 155_000n })
    expect(bill.estimatedOn).toEqual([dayToColumn(day('2026-10-07')), dayToColumn(day('2026-10-08'))])
  })

  it('falls back to the last ACTUAL bills, and ends after two months without a reading', async () => {
    const home = await connectHome(services)
    await readMonth(services, home, '2026-07', 4_000)
    expect(await issue(home.id, '2026-07')).toMatchObject({ ok: true })
    expect(await issue(home.id, '2026-08')).toMatchObject({ ok: true })
    expect(await billOf(home.id, '2026-08')).toMatchObject({ basis: 'PROVISIONAL', energyWh: 124_000n })
    expect(await issue(home.id, '2026-09')).toEqual({ ok: false, reason: 'TWO_MONTHS_WITHOUT_READING' })
    // September cannot be billed and does not stand in October's way.
    await readMonth(services, home, '2026-10', 4_000)
    expect(await issue(home.id)).toMatchObject({ ok: true })
    await readMonth(services, home, '2026-09', 4_000)
    expect(await issue(home.id, '2026-09')).toEqual({ ok: false, reason: 'LATER_MONTH_BILLED', month: '2026-10' })
  })

  it('is missing where too few days were read and no bill helps', async () => {
    const home = await connectHome(services)
    await readMonth(services, home, '2026-10', (n) => (n <= 15 ? 5_000 : null))
    expect(await issue(home.id)).toEqual({ ok: false, reason: 'TOO_FEW_READINGS' })
  })
})

describe('the order of months', () => {
  it('refuses a gap: the earlier month that could be billed comes first', async () => {
    const home = await connectHome(services)
    for (const of of ['2026-08', '2026-09', '2026-10']) await readMonth(services, home, of, 4_000)
    expect(await issue(home.id, '2026-09')).toEqual({ ok: false, reason: 'EARLIER_MONTH_FIRST', month: '2026-08' })
    expect(await issue(home.id, '2026-08')).toMatchObject({ ok: true })
    expect(await issue(home.id, '2026-10')).toEqual({ ok: false, reason: 'EARLIER_MONTH_FIRST', month: '2026-09' })
    expect(await issue(home.id, '2026-09')).toMatchObject({ ok: true })
    expect(await issue(home.id, '2026-10')).toMatchObject({ ok: true })
    // History that is issued late sends no messages; the month that has just ended does.
    expect(await services.db.message.count({ where: { toMobile: home.mobile } })).toBe(1)
  })

  it('never bills a month that is not over, nor for anybody but the system', async () => {
    const home = await connectHome(services)
    expect(await issue(home.id, '2026-11')).toEqual({ ok: false, reason: 'MONTH_NOT_OVER' })
    expect(await issueBills(services, home.actor, { month: october })).toEqual({ ok: false, reason: 'NOT_ALLOWED' })
    expect(await issueBills(services, officer, { month: october, billedOn: day('2026-10-31') })).toEqual({
      ok: false,
      reason: 'BILL_DATE_NOT_AFTER_MONTH',
    })
  })
})

describe('issuing all bills of a month', () => {
  it('issues nothing twice, and names what it did not bill', async () => {
    const home = await connectHome(services)
    const unread = await connectHome(services)
    await readMonth(services, home, '2026-10', 4_000)
    const reasons: unknown[] = []
    const run = () =>
      issueBills(services, officer, { month: october, onPage: (page) => reasons.push(...page.notBilled) })
    const first = await run()
    expect(reasons).toContainEqual({ consumerNo: unread.consumerNo, reason: 'TWO_MONTHS_WITHOUT_READING' })
    const second = await run()
    if (!first.ok || !second.ok) throw new Error('The run was refused.')
    expect(first.issued).toBeGreaterThan(0)
    expect(second).toMatchObject({ issued: 0, alreadyIssued: first.issued + first.alreadyIssued })
  })

  it('gives one bill when several processes issue at once', async () => {
    const homes = await Promise.all(Array.from({ length: 6 }, () => connectHome(services)))
    await Promise.all(homes.map((home) => readMonth(services, home, '2026-10', 10_000)))
    const processes = Array.from({ length: 4 }, () => ({ db: openDatabase(services.url), now: services.now }))
    const runs = await Promise.all(processes.map((own) => issueBills(own, officer, { month: october })))
    await Promise.all(processes.map(({ db }) => db.$disconnect()))
    const issued = runs.reduce((sum, run) => sum + (run.ok ? run.issued : 0), 0)
    expect(issued).toBe(homes.length)
    for (const home of homes) {
      const bill = await billOf(home.id)
      expect(bill.lines).toHaveLength(4)
      const booked = await services.db.ledgerEntry.aggregate({
        where: { billId: bill.id, account: 'RECEIVABLE' },
        _sum: { amountPaise: true },
      })
      expect(booked._sum.amountPaise).toBe(197_200n)
      expect(await services.db.message.count({ where: { toMobile: home.mobile } })).toBe(1)
    }
  })
})
