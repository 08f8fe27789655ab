import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectHome, loadExampleTariff, officer, readMonth, type TestHome } from '#lib/billing/test-homes.ts'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { prepaidView } from '#lib/metering/prepaid-view.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { dayToColumn, day as istDay } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { isPrepaidOn } from './chosen-amount.ts'
import { demoPayment } from './gateway/demo.ts'
import type { DemoLogLine } from './gateway/demo-log.ts'
import { getAttempt } from './get-attempt.ts'
import { getReceipt } from './get-receipt.ts'
import type { PaymentServices } from './payment-services.ts'
import { recordCounterPayment } from './record-counter-payment.ts'
import { requestRefund } from './request-refund.ts'
import { startPayment } from './start-payment.ts'
import { takeRefund } from './take-refund.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { tell } from './test-events.ts'
import { agreeToRefund } from './test-refunds.ts'
import { verifyLedger } from './verify-ledger.ts'

// Homes of 12 units a day: above every limit of the example tariff, so that each day costs something.
const CLERK = testOfficer('CLERK')
let plain: TestServices
let services: PaymentServices
let home: TestHome
let serial = 0
/** What the gateway's own log would say. */
const told: DemoLogLine[] = []

beforeAll(async () => {
  plain = await testServices('2026-11-21T10:00:00+05:30')
  services = { ...plain, gateway: null }
  await loadExampleTariff(services)
})
afterAll(() => plain.close())
beforeEach(async () => {
  plain.setTime('2026-11-21T10:00:00+05:30')
  home = await connectHome(services, { mode: 'PREPAID' })
  for (const of of ['2026-10', '2026-11'])
    await readMonth(services, home, of, (on) => (of === '2026-11' && on > 20 ? null : 12_000))
  await tellBalance('2026-11-19T06:00:00+05:30', 40_000n)
})

async function tellBalance(asOf: string, balancePaise: bigint): Promise<void> {
  const batch = await services.db.ingestBatch.create({
    data: { kind: 'balances', source: 'test', contentHash: randomUUID(), startedAt: services.now() },
  })
  const data = { connectionId: home.id, asOf: new Date(asOf), balancePaise, batchId: batch.id }
  await services.db.prepaidBalance.create({ data })
}

/** Pays an attempt over an amount by its QR, now; its id and the payment's. */
async function recharge(amountPaise: number) {
  serial += 1
  const wanted = { connectionId: home.id, amountPaise: paise(amountPaise) }
  const started = await startPayment(services, home.actor, wanted)
  if (!started?.ok) throw new Error('not started')
  const { reference } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: started.attemptId } })
  const payment = { paymentId: `pay_recharge${serial}`, reference, amount: amountPaise }
  told.push(demoPayment(payment.paymentId, { reference, amountPaise: paise(amountPaise) }, 'success', services.now()))
  await tell(services, payment)
  const found = await services.db.payment.findFirstOrThrow({ where: { attemptId: started.attemptId } })
  return { attemptId: started.attemptId, paymentId: found.id, again: () => tell(services, payment) }
}
const askRefund = (paymentId: string, amount: number, refundId = randomUUID()) =>
  requestRefund(services, CLERK, { refundId, paymentId, amountPaise: paise(amount), reason: 'WRONG_AMOUNT' })
/** The id of a refund that both officers have agreed to. */
async function agreedRefund(paymentId: string, amount: number): Promise<string> {
  const refundId = randomUUID()
  expect(await askRefund(paymentId, amount, refundId)).toMatchObject({ ok: true })
  expect(await agreeToRefund(services, refundId)).toMatchObject({ ok: true })
  return refundId
}
/** The gateway's word that it could not give a refund back. */
async function cannotGive(refundId: string): Promise<void> {
  const { amountPaise, payment } = await services.db.refund.findFirstOrThrow({
    where: { id: refundId },
    select: { amountPaise: true, payment: { select: { reference: true } } },
  })
  const said = { id: `rfnd_${refundId.slice(0, 8)}`, paymentId: payment.reference, receipt: refundId } as const
  await services.db.$transaction((tx) =>
    takeRefund(tx, services.now(), { ...said, amountPaise: paise(amountPaise), status: 'FAILED' }),
  )
}
const seen = () => prepaidView(services, home.actor, { connectionId: home.id })
const since = async () => (await seen())?.outlook.since

describe('a recharge', () => {
  test('is paid like a bill, added to the balance as an estimate, and told so', async () => {
    const before = await since()
    expect(before).toMatchObject({ rechargedPaise: 0n })
    const { attemptId, paymentId } = await recharge(50_000)
    const after = await since()
    expect(after?.rechargedPaise).toBe(50_000n)
    expect(after?.nowPaise).toBe(40_000n + 50_000n - (before?.spentPaise ?? 0n))
    expect(before?.spentPaise).toBeGreaterThan(0n)
    const place = { connectionId: home.id }
    expect(await getAttempt(services, home.actor, { ...place, attemptId })).toMatchObject({
      state: 'PAID',
      isPrepaid: true,
    })
    expect(await getReceipt(services, home.actor, { ...place, paymentId })).toMatchObject({
      ...{ rechargedPaise: 50_000n, paidAheadPaise: 0n, unpaidNowPaise: 0n },
    })
    const message = await services.db.message.findFirstOrThrow({
      where: { toMobile: home.mobile, kind: 'PAYMENT_RECEIVED' },
    })
    expect(message.text).toContain('₹500.00 recharges your prepaid balance')
  })

  test('told twice is added once, and not at all once the next balance has it', async () => {
    const { again } = await recharge(50_000)
    await again()
    expect((await since())?.rechargedPaise).toBe(50_000n)
    plain.setTime('2026-11-22T10:00:00+05:30')
    await tellBalance('2026-11-22T06:00:00+05:30', 84_000n)
    expect(await since()).toMatchObject({ rechargedPaise: 0n })
    expect((await seen())?.outlook.balance).toMatchObject({ balancePaise: 84_000n })
    expect((await seen())?.recharges).toMatchObject([{ amountPaise: 50_000n }])
  })

  test('makes the balance last longer', async () => {
    const before = (await seen())?.outlook.lasts?.likelyDays ?? 0
    await recharge(100_000)
    expect((await seen())?.outlook.lasts?.likelyDays).toBeGreaterThan(before)
  })

  test('settles first what is due of before', async () => {
    const { id: connectionId, ...rest } = home
    await makeBill(services, { connectionId, ...rest }, { of: '2026-10', own: 20_000 })
    const { paymentId } = await recharge(50_000)
    expect(await getReceipt(services, home.actor, { connectionId, paymentId })).toMatchObject({
      ...{ rechargedPaise: 30_000n, unpaidNowPaise: 0n, settled: [{ amountPaise: 20_000n }] },
    })
  })

  test('given back comes off the balance, and never more than it added', async () => {
    const { paymentId } = await recharge(50_000)
    const refundId = await agreedRefund(paymentId, 50_000)
    expect((await since())?.rechargedPaise).toBe(0n)
    expect(await askRefund(paymentId, 100)).toMatchObject({ ok: false, reason: 'EXCEEDS_PAYMENT' })
    // The gateway cannot give it back: it is on the balance again, and can be asked for again.
    await cannotGive(refundId)
    expect((await since())?.rechargedPaise).toBe(50_000n)
    expect(await advanceOf(services.db, home.id)).toBe(0n)
    await agreedRefund(paymentId, 50_000)
    expect((await since())?.rechargedPaise).toBe(0n)
  })

  test('given back in part that had settled a bill too comes off the balance first, and is owed again for the rest', async () => {
    const { id: connectionId, ...rest } = home
    await makeBill(services, { connectionId, ...rest }, { of: '2026-10', own: 20_000 })
    const { paymentId } = await recharge(50_000)
    const refundId = await agreedRefund(paymentId, 35_000)
    const books = async () => [(await since())?.rechargedPaise, totalUnpaid(await billStandings(services.db, home.id))]
    expect(await books()).toEqual([0n, 5_000n])
    // The gateway cannot give it back: each part is where it was.
    await cannotGive(refundId)
    expect(await books()).toEqual([30_000n, 0n])
    expect(await advanceOf(services.db, home.id)).toBe(0n)
  })

  test('given back leaves alone what was paid ahead before the home was prepaid', async () => {
    const counter = { channel: 'COUNTER', reference: `C-${home.consumerNo}`, consumerNo: home.consumerNo } as const
    const paidAt = new Date('2019-12-20T11:00:00+05:30')
    await recordCounterPayment(services, officer, { ...counter, amountPaise: paise(20_000), paidAt })
    const { paymentId } = await recharge(50_000)
    await agreedRefund(paymentId, 50_000)
    expect([(await since())?.rechargedPaise, await advanceOf(services.db, home.id)]).toEqual([0n, 20_000n])
  })
})

test('a balance is for its own people, and for those who pay before', async () => {
  const stranger = await makeHome(services)
  expect(await prepaidView(services, stranger.actor, { connectionId: home.id })).toBeNull()
  const after = await connectHome(services)
  expect(await prepaidView(services, after.actor, { connectionId: after.id })).toBeNull()
})

test('an old balance says so, whatever was recharged since', async () => {
  await recharge(50_000)
  expect((await seen())?.outlook).toMatchObject({ isOld: true, balance: { balancePaise: 40_000n } })
})

test('a home is prepaid on the days on which its terms say so, whatever those of others and of later say', async () => {
  const other = await connectHome(services)
  const terms = await services.db.connectionTerms.findFirstOrThrow({ where: { connectionId: home.id } })
  const later = { mode: 'POSTPAID', effectiveFrom: dayToColumn(istDay('2026-12-01')) } as const
  await services.db.connectionTerms.create({ data: { ...terms, ...later } })
  const on = (date: string, of = home.id) => isPrepaidOn(services.db, of, istDay(date))
  expect([await on('2026-11-30'), await on('2026-12-01'), await on('2027-01-01')]).toEqual([true, false, false])
  expect([await on('2026-11-30', other.id), await on('1999-01-01')]).toEqual([false, false])
})

test('every rupee that the gateway captured is found in the books', async () => {
  await recharge(70_000)
  const verified = await verifyLedger(services, told)
  for (const id of ['INV1', 'INV2', 'INV3', 'INV4', 'INV5'])
    expect(verified.find((one) => one.id === id)?.broken, id).toEqual([])
})
