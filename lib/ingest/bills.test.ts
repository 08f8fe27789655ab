import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectHome, loadExampleTariff, payAtCounter, type TestHome } from '#lib/billing/test-homes.ts'
import { verifyLedger } from '#lib/payments/verify-ledger.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { addMonths, firstDayOf, lastDayOf, month } from '#lib/units/ist.ts'
import { ingestText, taken } from './test-files.ts'

let services: TestServices
let home: TestHome

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await loadExampleTariff(services)
})
beforeEach(async () => {
  home = await connectHome(services, { smart: false })
})
// Whatever was taken or refused, the books are in order.
afterAll(async () => {
  const broken = (await verifyLedger(services, null)).flatMap(({ id, broken: found }) =>
    found.map((one) => `${id} ${one}`),
  )
  await services.close()
  expect(broken.filter((one) => !/^INV(3|10) /.test(one))).toEqual([])
})

type Json = Record<string, unknown>

/** 222 units of a month as the utility bills them: 100 fixed, 6.85 a unit, the State pays 2.05 of it; in paise. */
function bill(of: string, more: Json = {}): Json {
  const billDate = `${addMonths(month(of), 1)}-02`
  return {
    ...{ billNo: `U${of.replace('-', '')}-${home.consumerNo}`, consumerNo: home.consumerNo, billMonth: of },
    ...{ billDate, dueDate: billDate.replace(/02$/, '17'), basis: 'ACTUAL' },
    ...{ periodFrom: firstDayOf(month(of)), periodTo: lastDayOf(month(of)) },
    readings: [{ register: 'KWH_IMP', prev: 12345.0, curr: 12567.0, mf: 1, units: 222.0 }],
    ...{ mdKw: 3.42, mdAt: `${of}-12T19:30:00+05:30`, pf: 0.93, supplyHours: 682.5 },
    lines: [
      { code: 'FIXED', amountPaise: 10_000 },
      { code: 'ENERGY', qtyWh: 222_000, ratePaisePerKwh: 685, amountPaise: 152_070 },
      { code: 'FPPPA', ratePaisePerKwh: 0, amountPaise: 0 },
      { code: 'DUTY', amountPaise: 0 },
      { code: 'SUBSIDY', qtyWh: 222_000, ratePaisePerKwh: -205, amountPaise: -45_510 },
    ],
    ...{ currentDemandPaise: 116_560, arrearsPaise: 0, dpsPaise: 0 },
    ...{ payableByDuePaise: 116_560, payableAfterDuePaise: 117_726, tariffOrderId: 'JSERC-2025-26' },
    ...more,
  }
}

const file = (...bills: (Json | string)[]) =>
  `${bills.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n')}\n`
const take = (...bills: (Json | string)[]) => taken(services, 'bills', file(...bills))
const storedOf = (of: string) =>
  services.db.bill.findFirst({
    where: { connectionId: home.id, month: of },
    include: { lines: { orderBy: { position: 'asc' } } },
  })
const owed = async () =>
  services.db.ledgerEntry.findMany({
    where: { connectionId: home.id },
    orderBy: [{ transaction: { occurredAt: 'asc' } }, { position: 'asc' }],
    select: { account: true, side: true, amountPaise: true },
  })

describe('a bill of the utility', () => {
  test('is kept as it came, and booked like our own', async () => {
    expect(await take(bill('2026-09'))).toEqual({ accepted: 1, unchanged: 0, rejected: 0, reasons: [] })
    const stored = await storedOf('2026-09')
    expect(stored).toMatchObject({
      ...{ issuer: 'UTILITY', basis: 'ACTUAL', energyWh: 222_000n, dailyWh: [], estimatedOn: [] },
      ...{ maxDemandW: 3_420, payableByDuePaise: 116_560n, payableAfterDuePaise: 117_726n },
      // 2 % and 1 % of the current demand, as the tariff offers them on every bill.
      ...{ promptRebatePaise: 2_331n, digitalRebatePaise: 1_166n },
      ...{ holderName: expect.stringContaining('Test Person'), meterSerialNo: expect.stringMatching(/^TM/) },
      registers: [expect.objectContaining({ register: 'KWH_IMP', previous: '12345', current: '12567', factor: '1' })],
    })
    expect(stored?.lines.map(({ code, amountPaise }) => [code, amountPaise])).toEqual([
      ['FIXED', 10_000n],
      ['ENERGY', 152_070n],
      ['SUBSIDY', -45_510n],
    ])
    expect(stored?.lines[1]?.arithmetic).toEqual({ issuer: 'UTILITY', units: '222', ratePaise: '685' })
    expect(await owed()).toEqual([{ account: 'RECEIVABLE', side: 'DEBIT', amountPaise: 116_560n }])
  })

  test('comes with a message for the month that has just ended, and for no other', async () => {
    const messages = () => services.db.message.findMany({ where: { toMobile: home.mobile, kind: 'BILL_READY' } })
    await take(bill('2026-08'))
    expect(await messages()).toEqual([])
    const arrears = { arrearsPaise: 116_560, payableByDuePaise: 233_120, payableAfterDuePaise: 235_000 }
    await take(bill('2026-10', arrears))
    expect((await messages()).map(({ text }) => text)).toEqual([expect.stringContaining('222 units')])
  })

  test('changes nothing when it comes again, in whatever order its fields stand', async () => {
    await take(bill('2026-09'))
    const again = Object.fromEntries(Object.entries(bill('2026-09')).reverse())
    expect(await take(again, bill('2026-09'))).toMatchObject({ accepted: 0, unchanged: 2, rejected: 0 })
    const { reasons } = await take(bill('2026-09', { dueDate: '2026-10-20' }))
    expect(reasons).toEqual(['1: 2026-09 has a bill already, which says something else'])
    expect(await services.db.bill.count({ where: { connectionId: home.id } })).toBe(1)
  })

  test('may say when the supply will be cut, and why', async () => {
    const cut = { disconnectionDate: '2026-10-25', disconnectionText: 'Dues since June' }
    expect(await take(bill('2026-09', cut))).toMatchObject({ accepted: 1 })
    const notices = await services.db.disconnectionNotice.findMany({ where: { connectionId: home.id } })
    expect(notices).toMatchObject([
      { reference: `U202609-${home.consumerNo}`, reason: 'DUES', words: 'Dues since June' },
    ])
    const early = bill('2026-10', { disconnectionDate: '2026-11-10' })
    expect((await take(early)).reasons).toEqual(['1: disconnectionDate 2026-11-10 is before dueDate 2026-11-17'])
    expect((await take(bill('2026-10', { disconnectionReason: 'DUES' }))).reasons).toEqual([
      '1: disconnectionDate is missing',
    ])
  })

  test('is only looked at in a dry run', async () => {
    const looked = await taken(services, 'bills', file(bill('2026-09')), { isDryRun: true })
    expect(looked).toMatchObject({ accepted: 1, rejected: 0 })
    expect(await storedOf('2026-09')).toBeNull()
    expect(await owed()).toEqual([])
  })

  test('is taken once when two files bring it at one time', async () => {
    const both = await Promise.all([take(bill('2026-09')), take(bill('2026-09'))])
    expect(both.map(({ accepted }) => accepted).sort()).toEqual([0, 1])
    expect(both.map(({ unchanged }) => unchanged).sort()).toEqual([0, 1])
  })
})

describe('what a bill carries over', () => {
  const late = { arrearsPaise: 116_560, dpsPaise: 1_166, payableByDuePaise: 234_286, payableAfterDuePaise: 236_000 }

  test('must be what is unpaid here', async () => {
    await take(bill('2026-08'))
    const { reasons } = await take(
      bill('2026-09', { arrearsPaise: 50_000, payableByDuePaise: 166_560, payableAfterDuePaise: 168_000 }),
    )
    expect(reasons).toEqual(['1: ARREARS says 500.00 rupees, by the payments loaded here it is 1165.60 on 2026-10-02'])
    expect(await take(bill('2026-09', late))).toMatchObject({ accepted: 1 })
    const lines = (await storedOf('2026-09'))?.lines ?? []
    expect(lines.find(({ code }) => code === 'DPS')?.arithmetic).toMatchObject({
      carriedPaise: '0',
      chargedPaise: '1166',
    })
    // What stands on both bills is owed once.
    expect((await owed()).map(({ account, amountPaise }) => [account, amountPaise])).toEqual([
      ['RECEIVABLE', 116_560n],
      ['RECEIVABLE', 116_560n],
      ['RECEIVABLE_SURCHARGE', 1_166n],
    ])
  })

  test('is nothing once the bill before was paid, and what was paid over is set against the next', async () => {
    await take(bill('2026-08'))
    await payAtCounter(services, home, 1_200, '2026-09-10T12:00:00+05:30')
    const { reasons } = await take(bill('2026-09'))
    expect(reasons).toEqual(['1: ADVANCE says 0.00 rupees, by the payments loaded here it is -34.40 on 2026-10-02'])
    const lines = [...(bill('2026-09').lines as Json[]), { code: 'ADVANCE', amountPaise: -3_440 }]
    const paidAhead = { lines, payableByDuePaise: 113_120, payableAfterDuePaise: 114_286 }
    expect(await take(bill('2026-09', paidAhead))).toMatchObject({ accepted: 1 })
  })

  test('may come from before this portal on the first bill, and is owed with it', async () => {
    const lines = [...(bill('2026-08').lines as Json[]), { code: 'ROUNDING', amountPaise: -26 }]
    const opening = {
      lines,
      arrearsPaise: 80_000,
      dpsPaise: 800,
      payableByDuePaise: 197_334,
      payableAfterDuePaise: 199_000,
    }
    expect(await take(bill('2026-08', opening))).toMatchObject({ accepted: 1 })
    const entries = await services.db.ledgerEntry.findMany({
      where: { transaction: { connectionId: home.id } },
      select: { account: true, side: true, amountPaise: true },
      orderBy: { position: 'asc' },
    })
    expect(entries.map(({ account, side, amountPaise }) => `${side} ${account} ${amountPaise}`)).toEqual([
      'DEBIT RECEIVABLE 196534',
      'DEBIT RECEIVABLE_SURCHARGE 800',
      'DEBIT STATE_SUBSIDY 45510',
      'CREDIT REVENUE 162070',
      'CREDIT SURCHARGE_INCOME 800',
      'DEBIT ROUNDING 26',
      'CREDIT OPENING_BALANCE 80000',
    ])
    const carried = { arrearsPaise: 196_534, dpsPaise: 800, payableByDuePaise: 313_894, payableAfterDuePaise: 316_000 }
    expect(await take(bill('2026-09', carried))).toMatchObject({ accepted: 1 })
  })

  test('may be an advance on the first bill, which the next ones use up', async () => {
    const lines = [...(bill('2026-08').lines as Json[]), { code: 'ADVANCE', amountPaise: -200_000 }]
    const ahead = { lines, payableByDuePaise: -83_440, payableAfterDuePaise: -83_440 }
    expect(await take(bill('2026-08', ahead))).toMatchObject({ accepted: 1 })
    const next = [...(bill('2026-09').lines as Json[]), { code: 'ADVANCE', amountPaise: -83_440 }]
    expect(
      await take(bill('2026-09', { lines: next, payableByDuePaise: 33_120, payableAfterDuePaise: 34_286 })),
    ).toMatchObject({
      accepted: 1,
    })
  })
})

describe('a line of the file', () => {
  const reasonOf = async (more: Json) => (await take(bill('2026-09', more))).reasons[0]

  test('that does not add up is refused with both figures', async () => {
    expect(await reasonOf({ currentDemandPaise: 116_561 })).toBe(
      '1: lines up to SUBSIDY add up to 116560 paise, currentDemandPaise says 116561',
    )
    expect(await reasonOf({ payableByDuePaise: 116_600 })).toBe(
      '1: lines, arrears and surcharge add up to 116560 paise, payableByDuePaise says 116600',
    )
    expect(await reasonOf({ readings: [{ register: 'KWH_IMP', prev: 100, curr: 321, units: 222 }] })).toBe(
      '1: readings of KWH_IMP differ by 221, units says 222',
    )
    expect(await reasonOf({ readings: [{ register: 'KWH_IMP', prev: 100, curr: 321, units: 221 }] })).toBe(
      '1: KWH_IMP counts 221 units, the energy lines 222',
    )
    expect(await reasonOf({ payableAfterDuePaise: 100 })).toBe('1: payableAfterDuePaise is less than payableByDuePaise')
  })

  test('that is out of order is refused', async () => {
    expect(await reasonOf({ days: 31 })).toBe('1: days says 31, the period has 30')
    expect(await reasonOf({ billMonth: '2026-10' })).toBe(
      '1: billMonth 2026-10 is not the month of periodTo 2026-09-30',
    )
    expect(await reasonOf({ billDate: '2026-09-30' })).toBe('1: billDate 2026-09-30 is not after periodTo 2026-09-30')
    expect(await reasonOf({ dueDate: '2026-10-01' })).toBe('1: dueDate 2026-10-01 is before billDate 2026-10-02')
    expect(await reasonOf({ billDate: '2026-11-24', dueDate: '2026-12-09' })).toBe(
      '1: billDate 2026-11-24 is in the future',
    )
    await take(bill('2026-09'))
    expect((await take(bill('2026-08'))).reasons).toEqual(['1: 2026-09 has been billed already'])
    const overlapping = bill('2026-10', { periodFrom: '2026-09-30', readings: [] })
    expect((await take(overlapping)).reasons).toEqual([
      "1: periodFrom 2026-09-30 is not after the last bill's period, which ends on 2026-09-30",
    ])
  })

  test('of nobody known, or with the number of another bill, is refused', async () => {
    expect(await reasonOf({ consumerNo: '0000' })).toBe('1: consumerNo 0000 is unknown')
    await take(bill('2026-09'))
    const neighbour = await connectHome(services, { smart: false })
    const taking = bill('2026-09', { consumerNo: neighbour.consumerNo })
    expect((await take(taking)).reasons).toEqual([`1: billNo ${taking.billNo} is that of another bill`])
  })

  test('is named by its number, blank ones passed over, and the others are taken', async () => {
    const result = await taken(
      services,
      'bills',
      file('\ufeff', '{"billNo": ', bill('2026-09', { colour: 'red' }), '', bill('2026-09')).replaceAll('\n', '\r\n'),
    )
    expect(result).toMatchObject({ accepted: 1, rejected: 2 })
    expect(result.reasons).toEqual(['2: is no JSON', '3: colour is not a field of a bill'])
    const missing = bill('2026-10')
    delete missing.lines
    expect((await take(missing, '[1]')).reasons).toEqual(['1: lines is missing', '2: is no bill'])
  })
})

test('a file of bills knows no columns to rename', async () => {
  expect(await ingestText(services, 'bills', file(bill('2026-09')), { shiftDays: 1 })).toEqual({
    ok: false,
    reasons: ['--map, --set and --shift-days are for tables, not for bills'],
  })
})
