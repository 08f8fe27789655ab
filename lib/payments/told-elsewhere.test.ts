import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SystemActor } from '#lib/identity/actor.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { paise } from '#lib/units/paise.ts'
import { recordCounterPayment } from './record-counter-payment.ts'
import { recordSettlementLine, type SettledLine } from './record-settlement-line.ts'
import { recordStatementPayment } from './record-statement-payment.ts'
import { type Home, makeBill, makeHome, type TestBill } from './test-bills.ts'
import { tell } from './test-events.ts'

/** What counters, the bank and the gateway's settlements tell of money, one row at a time. */
const SYSTEM: SystemActor = { kind: 'system', name: 'test' }
let services: TestServices
let home: Home
let bill: TestBill
let batchId: string
let serial = 0

beforeAll(async () => {
  services = await testServices('2026-11-05T10:00:00+05:30')
  const file = { kind: 'settlements', source: 'invented', contentHash: 'invented', startedAt: services.now() }
  batchId = (await services.db.ingestBatch.create({ data: file })).id
})
afterAll(() => services.close())
beforeEach(async () => {
  home = await makeHome(services)
  bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  serial += 1
})

const counter = (more: { amount?: number; paidAt?: Date }) =>
  recordCounterPayment(services, SYSTEM, {
    ...{ consumerNo: home.consumerNo, channel: 'COUNTER', reference: `C-${serial}` },
    ...{ amountPaise: paise(more.amount ?? 50_000), paidAt: more.paidAt ?? services.now() },
  })
const statement = (more: { amount?: number; paidAt?: Date; utr?: string }) =>
  recordStatementPayment(services, SYSTEM, {
    ...{ reference: bill.paymentReference, utr: more.utr ?? `6300${serial}` },
    ...{ amountPaise: paise(more.amount ?? 50_000), paidAt: more.paidAt ?? services.now() },
  })
const soon = () => new Date(services.now().getTime() + 1)
const booked = () => services.db.payment.count({ where: { connectionId: home.connectionId } })
const alarm = (reference: string) => services.db.paymentAlarm.findMany({ where: { reference } })

describe.each([
  ['a counter', counter],
  ['the bank’s statement', statement],
])('%s', (_, record) => {
  test('books money of this moment or before it, and none of nothing', async () => {
    for (const amount of [0, -1]) expect(await record({ amount })).toEqual({ ok: false, reason: 'NOT_POSITIVE' })
    expect(await record({ paidAt: soon() })).toEqual({ ok: false, reason: 'IN_FUTURE' })
    expect(await booked()).toBe(0)
    expect(await record({ amount: 1 })).toMatchObject({ ok: true, isRepeat: false })
    expect([await record({ amount: 1 }), await booked()]).toMatchObject([{ ok: true, isRepeat: true }, 1])
  })
})

test('what the bank tells of a payment of the gateway by its UTR is that payment, and another amount an alarm', async () => {
  await tell(services, { paymentId: `pay_${serial}`, reference: bill.paymentReference, amount: 50_000 })
  const { id, utr } = await services.db.payment.findFirstOrThrow({ where: { reference: `pay_${serial}` } })
  const other = { paymentId: `pay_other_${serial}`, reference: bill.paymentReference, amount: 700 }
  await tell(services, other)
  expect(await statement({ utr: utr ?? '' })).toEqual({ ok: true, paymentId: id, isRepeat: true })
  expect(await statement({ utr: utr ?? '', amount: 50_001 })).toEqual({ ok: false, reason: 'AMOUNT_CHANGED' })
  expect(await alarm(utr ?? '')).toMatchObject([
    { kind: 'AMOUNT_CHANGED', detail: { known: '₹500.00', told: '₹500.01' } },
  ])
})

describe('a line of a settlement', () => {
  const line = (more: Partial<SettledLine> = {}): SettledLine => ({
    ...{ entityId: `pay_${serial}`, kind: 'PAYMENT', settlementId: 'setl_1', utr: null, settledAt: services.now() },
    ...{ amountPaise: paise(50_000), feePaise: paise(236), taxPaise: paise(36), batchId },
    ...more,
  })
  const record = (more?: Partial<SettledLine>, isDryRun = false) =>
    recordSettlementLine(services, SYSTEM, line(more), { isDryRun })
  const bucket = async () =>
    (await services.db.settlementLine.findUniqueOrThrow({ where: { entityId: `pay_${serial}` } })).bucket

  test.each<[string, Partial<SettledLine>]>([
    ['kind', { kind: 'REFUND' }],
    ['settlement', { settlementId: 'setl_2' }],
    ['amount', { amountPaise: paise(50_001) }],
    ['fee', { feePaise: paise(237) }],
    ['tax', { taxPaise: paise(35) }],
  ])('that tells another %s than before is refused', async (_, otherwise) => {
    expect(await record()).toEqual({ ok: true, isRepeat: false })
    expect(await record()).toEqual({ ok: true, isRepeat: true })
    expect(await record(otherwise)).toEqual({ ok: false, reason: 'SAID_OTHERWISE' })
  })

  test('may have its fee take all of it, and no more', async () => {
    expect(await record({ feePaise: paise(50_001) })).toEqual({ ok: false, reason: 'FEE_TOO_LARGE' })
    expect(await record({ taxPaise: paise(237) })).toEqual({ ok: false, reason: 'FEE_TOO_LARGE' })
    expect(await record({ feePaise: paise(50_000), taxPaise: paise(50_000) })).toMatchObject({ ok: true })
  })

  test('says in its alarm what is there and what is here, and is left so by a dry run', async () => {
    await record()
    expect([await bucket(), await alarm(`pay_${serial}`)]).toMatchObject([
      'MISSING_HERE',
      [{ kind: 'SETTLEMENT', detail: { there: '₹500.00', here: 'nothing' } }],
    ])
    await tell(services, { paymentId: `pay_${serial}`, reference: bill.paymentReference, amount: 50_000 })
    expect([await record({}, true), await bucket()]).toEqual([{ ok: true, isRepeat: true }, 'MISSING_HERE'])
    expect((await alarm(`pay_${serial}`))[0]?.clearedAt).toBeNull()
    expect([await record(), await bucket()]).toEqual([{ ok: true, isRepeat: true }, 'MATCHED'])
    expect(await alarm(`pay_${serial}`)).toMatchObject([{ kind: 'SETTLEMENT', clearedAt: services.now() }])
    expect(await record()).toEqual({ ok: true, isRepeat: true })
    expect(await services.db.ledgerTransaction.count({ where: { reference: `pay_${serial}` } })).toBe(1)
  })

  test('of another amount than the books have says both', async () => {
    await tell(services, { paymentId: `pay_${serial}`, reference: bill.paymentReference, amount: 40_000 })
    await record()
    expect([await bucket(), await alarm(`pay_${serial}`)]).toMatchObject([
      'AMOUNT_DIFFERS',
      expect.arrayContaining([expect.objectContaining({ detail: { there: '₹500.00', here: '₹400.00' } })]),
    ])
  })
})
