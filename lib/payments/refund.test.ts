import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { homeView } from '#lib/billing/home-view.ts'
import { listBills } from '#lib/billing/list-bills.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { decideRefund } from './decide-refund.ts'
import { demoPayment } from './gateway/demo.ts'
import { appendToDemoLog } from './gateway/demo-log.ts'
import { setDemoModes } from './gateway/demo-modes.ts'
import { type TestGateway, testGateway } from './gateway/test-gateway.ts'
import type { PaymentServices } from './payment-services.ts'
import { recordCounterPayment } from './record-counter-payment.ts'
import { refundEntries } from './refund-entries.ts'
import { requestRefund } from './request-refund.ts'
import { sendRefunds } from './send-refunds.ts'
import { startPayment } from './start-payment.ts'
import { takePayment } from './take-payment.ts'
import { takeRefund } from './take-refund.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { agreeToRefund } from './test-refunds.ts'
import { verifyLedger } from './verify-ledger.ts'

const CLERK = testOfficer('CLERK')
const BILLING = testOfficer('BILLING_OFFICER')
const SUPERVISOR = testOfficer('SUPERVISOR')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'refunds-'))
let plain: TestServices
let stand: TestGateway
let services: PaymentServices

beforeAll(async () => {
  vi.stubEnv('PORTAL_DATA_DIR', folder)
  plain = await testServices('2026-11-05T10:00:00+05:30')
  stand = await testGateway(plain.now)
  services = { ...plain, gateway: stand.gateway }
})
beforeEach(() => plain.setTime('2026-11-05T10:00:00+05:30'))
afterEach(() => setDemoModes({ api: 'ok', webhooks: 'ok' }))
afterAll(async () => {
  vi.unstubAllEnvs()
  await stand.close()
  await plain.close()
  fs.rmSync(folder, { recursive: true })
})

/** A home with a bill of ₹500 and rebates of ₹15, which somebody has paid by the bill's reference. */
async function paidHome(...amounts: number[]) {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000, prompt: 1_000, digital: 500 })
  const payments: string[] = []
  for (const amount of amounts) payments.push(await payment(bill.paymentReference, amount))
  const unpaid = async () => totalUnpaid(await billStandings(services.db, home.connectionId))
  const ahead = () => advanceOf(services.db, home.connectionId)
  return { home, bill, payments, unpaid, ahead }
}

/** A captured payment, in the gateway's log and in the books. Returns its id in the books. */
async function payment(reference: string, amount: number): Promise<string> {
  const line = demoPayment(
    `pay_${randomUUID().slice(0, 13)}`,
    { reference, amountPaise: paise(amount) },
    'success',
    services.now(),
  )
  appendToDemoLog(line)
  await services.db.$transaction((tx) =>
    takePayment(
      tx,
      services.now(),
      {
        ...{ id: line.paymentId, status: 'CAPTURED', amountPaise: paise(amount), currency: 'INR', reference },
        ...{ utr: line.utr ?? null, paidAt: services.now() },
      },
      null,
    ),
  )
  const { id } = await services.db.payment.findFirstOrThrow({ where: { reference: line.paymentId } })
  return id
}

const ask = (paymentId: string, amount: number, refundId = randomUUID(), actor = CLERK) =>
  requestRefund(services, actor, { refundId, paymentId, amountPaise: paise(amount), reason: 'PAID_TWICE' })
const agree = (refundId: string) => agreeToRefund(services, refundId)
/** By an officer who is refused before a code is looked at. */
const agreeAs = (actor: StaffActor, refundId: string) =>
  decideRefund(services, actor, { refundId, agree: true, code: '000000' })
const stateOf = async (id: string) => (await services.db.refund.findFirstOrThrow({ where: { id } })).state
/** The gateway's word that it could not give a refund back. */
async function fail(refundId: string): Promise<void> {
  const { amountPaise, payment } = await services.db.refund.findFirstOrThrow({
    where: { id: refundId },
    select: { amountPaise: true, payment: { select: { reference: true } } },
  })
  const said = { id: `rfnd_${refundId.slice(0, 8)}`, paymentId: payment.reference, receipt: refundId } as const
  await services.db.$transaction((tx) =>
    takeRefund(tx, services.now(), { ...said, amountPaise: paise(amountPaise), status: 'FAILED' }),
  )
}
const broken = async () => {
  const verified = await verifyLedger(services, null)
  return verified.flatMap(({ id, broken }) => broken.map((found) => `${id} ${found}`))
}

/** What is held of nobody known. */
async function suspense(): Promise<bigint> {
  const sides = await services.db.ledgerEntry.groupBy({
    by: ['side'],
    where: { account: 'SUSPENSE' },
    _sum: { amountPaise: true },
  })
  const of = (wanted: string) => sides.find(({ side }) => side === wanted)?._sum.amountPaise ?? 0n
  return of('CREDIT') - of('DEBIT')
}

async function agreed(paymentId: string, amount: number): Promise<string> {
  const refundId = randomUUID()
  expect(await ask(paymentId, amount, refundId)).toMatchObject({ ok: true })
  expect(await agree(refundId)).toEqual({ ok: true, state: 'AGREED' })
  return refundId
}

describe('a refund', () => {
  test('of a bill paid twice comes out of what was paid ahead, and goes back to where it came from', async () => {
    const { home, payments, unpaid, ahead } = await paidHome(48_500, 50_000)
    expect([await unpaid(), await ahead()]).toEqual([0n, 50_000n])
    const refundId = await agreed(payments[1] ?? '', 50_000)
    expect([await unpaid(), await ahead(), await stateOf(refundId)]).toEqual([0n, 0n, 'AGREED'])
    await sendRefunds(services)
    expect(await stateOf(refundId)).toBe('PAID')
    const sms = await services.db.message.findFirst({ where: { toMobile: home.mobile, kind: 'REFUND_PAID' } })
    expect(sms?.text).toContain('₹500.00')
    expect(await broken()).toEqual([])
  })

  test('of the only payment leaves the bill unpaid again, the rebate that it had earned with it', async () => {
    const { payments, unpaid, ahead } = await paidHome(48_500)
    expect(await unpaid()).toBe(0n)
    await agreed(payments[0] ?? '', 20_000)
    expect([await unpaid(), await ahead()]).toEqual([21_500n, 0n])
    // The rebate is taken back once, however many parts the refund comes in.
    await agreed(payments[0] ?? '', 28_500)
    expect(await unpaid()).toBe(50_000n)
    await sendRefunds(services)
    expect(await broken()).toEqual([])
  })

  test('of an attempt shows on it: first a part, then all', async () => {
    const { home, bill } = await paidHome()
    const started = await startPayment(services, home.actor, { billId: bill.id })
    const id = started?.ok ? started.attemptId : ''
    const { reference } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id } })
    const paymentId = await payment(reference, 48_500)
    const state = async () => (await services.db.paymentAttempt.findFirstOrThrow({ where: { id } })).state
    expect(await state()).toBe('PAID')
    for (const [amount, after] of [
      [10_000, 'REFUNDED_PART'],
      [38_500, 'REFUNDED'],
    ] as const) {
      await agreed(paymentId, amount)
      await sendRefunds(services)
      expect(await state()).toBe(after)
    }
    expect(await broken()).toEqual([])
  })

  test('that falls on a bill which asked for nothing has that bill ask for it', async () => {
    const home = await makeHome(services)
    const paid = await makeBill(services, home, { of: '2026-09', own: 50_000 })
    const paymentId = await payment(paid.paymentReference, 50_000)
    await makeBill(services, home, { of: '2026-10', own: 0, subsidy: 30_000 })
    await agreed(paymentId, 20_000)
    const [newest] = await listBills(services, home.actor, home.connectionId)
    expect(newest).toMatchObject({ month: '2026-10', state: 'DUE', unpaidPaise: 20_000n })
    const seen = await homeView(services, home.actor, home.connectionId)
    expect(seen?.bill).toMatchObject({ state: 'DUE', due: { todayPaise: 20_000n } })
    await sendRefunds(services)
    expect(await broken()).toEqual([])
  })

  test('of a bill that was paid anew after a refund takes back the rebate of that payment alone', async () => {
    const { bill, payments, unpaid, ahead } = await paidHome(48_500)
    await agreed(payments[0] ?? '', 48_500)
    const anew = await payment(bill.paymentReference, 48_500)
    expect(await unpaid()).toBe(0n)
    const refundId = await agreed(anew, 48_500)
    expect([await unpaid(), await ahead()]).toEqual([50_000n, 0n])
    // Nor does the first one, which went through, keep the second from giving its rebate again.
    await fail(refundId)
    expect([await unpaid(), await ahead()]).toEqual([0n, 0n])
    await sendRefunds(services)
    expect(await broken()).toEqual([])
  })

  test('of the payment that settled the bill comes out of what was paid ahead since, and its rebate stays', async () => {
    const { payments, unpaid, ahead } = await paidHome(48_500, 50_000)
    await agreed(payments[0] ?? '', 48_500)
    expect([await unpaid(), await ahead()]).toEqual([0n, 1_500n])
    await sendRefunds(services)
    expect(await broken()).toEqual([])
  })

  test('is null where nothing is paid ahead, and no bill is there to owe it on', async () => {
    const { connectionId } = await makeHome(services)
    const payment = { channel: 'UPI', reference: 'pay_elsewhere', share: 0, connectionId } as const
    const entries = await services.db.$transaction((tx) => refundEntries(tx, { amountPaise: paise(100), payment }))
    expect(entries).toBeNull()
  })

  test('of money of nobody known comes out of suspense', async () => {
    const before = await suspense()
    const paymentId = await payment('NOBODY', 12_300)
    expect((await suspense()) - before).toBe(12_300n)
    await agreed(paymentId, 12_300)
    expect(await suspense()).toBe(before)
    await sendRefunds(services)
    expect(await broken()).toEqual([])
  })
})

describe('two officers', () => {
  test('are needed: whoever asked cannot agree, and what was decided is decided', async () => {
    const { home, payments } = await paidHome(48_500)
    const refundId = randomUUID()
    await ask(payments[0] ?? '', 100, refundId, BILLING)
    expect(await agreeAs(BILLING, refundId)).toEqual({ ok: false, reason: 'SAME_PERSON' })
    const decided = await Promise.all([agree(refundId), agree(refundId), agree(refundId)])
    expect(decided.filter(({ ok }) => ok)).toHaveLength(1)
    await expect(
      services.db.refund.create({
        data: {
          ...{ chainId: home.connectionId, id: randomUUID(), paymentId: payments[0] ?? '', amountPaise: 1n },
          ...{ reason: 'OTHER', requestedBy: 'a' },
          ...{ requestedAt: services.now(), decidedBy: 'a', decidedAt: services.now() },
        },
      }),
    ).rejects.toThrow(/Refund_needs_two/)
    expect(await services.db.auditEntry.count({ where: { action: 'refund.agreed' } })).toBeGreaterThan(0)
  })

  test('may refuse: nothing moves, and the money can be asked for again', async () => {
    const { payments, unpaid } = await paidHome(48_500)
    const refundId = randomUUID()
    await ask(payments[0] ?? '', 48_500, refundId)
    expect(await decideRefund(services, SUPERVISOR, { refundId, agree: false })).toEqual({
      ok: true,
      state: 'REJECTED',
    })
    expect(await unpaid()).toBe(0n)
    expect(await ask(payments[0] ?? '', 48_500)).toMatchObject({ ok: true })
  })
})

describe('an officer without leave', () => {
  const refusals = (staffId: string) =>
    services.db.auditEntry.findMany({
      where: { action: 'staff.refused', actorId: staffId },
      select: { detail: true, connectionId: true },
    })

  test('by the role moves nothing, and is written down', async () => {
    const { payments } = await paidHome(48_500)
    const [camp, clerk] = [testOfficer('CAMP_OFFICER'), testOfficer('CLERK')]
    const refundId = randomUUID()
    expect(await ask(payments[0] ?? '', 100, refundId, camp)).toEqual({ ok: false, reason: 'NOT_ALLOWED' })
    await ask(payments[0] ?? '', 100, refundId)
    expect(await agreeAs(clerk, refundId)).toEqual({ ok: false, reason: 'NOT_ALLOWED' })
    expect(await stateOf(refundId)).toBe('REQUESTED')
    expect(await refusals(clerk.staffId)).toMatchObject([{ detail: { by: 'role', wanted: 'refund.decide' } }])
    expect(await refusals(camp.staffId)).toMatchObject([{ detail: { by: 'role', wanted: 'refund.request' } }])
  })

  test('by the office finds neither payment nor refund, and is written down', async () => {
    const { home, payments } = await paidHome(48_500)
    const stranger = testOfficer('SUPERVISOR', { subdivisions: ['Elsewhere'] })
    const refundId = randomUUID()
    expect(await ask(payments[0] ?? '', 100, refundId, stranger)).toEqual({ ok: false, reason: 'NO_PAYMENT' })
    await ask(payments[0] ?? '', 100, refundId)
    expect(await agreeAs(stranger, refundId)).toEqual({ ok: false, reason: 'NO_REFUND' })
    expect(await agreeAs(stranger, randomUUID())).toEqual({ ok: false, reason: 'NO_REFUND' })
    expect(await stateOf(refundId)).toBe('REQUESTED')
    const { connectionId } = home
    expect(await refusals(stranger.staffId)).toMatchObject([
      { connectionId, detail: { by: 'office', wanted: 'refund.request' } },
      { connectionId, detail: { by: 'office', wanted: 'refund.decide' } },
    ])
  })

  test('by the office: money of nobody known belongs to the circle', async () => {
    const paymentId = await payment('NOBODY', 12_300)
    const division = testOfficer('SUPERVISOR', { officeKind: 'DIVISION' })
    expect(await ask(paymentId, 100, randomUUID(), division)).toEqual({ ok: false, reason: 'NO_PAYMENT' })
    expect(await ask(paymentId, 100)).toMatchObject({ ok: true })
  })
})

describe('never more than the payment', () => {
  test('a hundred partial refunds, twenty at a time, of three times the payment, come to it at the most', async () => {
    const { home, payments } = await paidHome(48_500)
    const asked: Awaited<ReturnType<typeof ask>>[] = []
    // As many at once as the pool has connections.
    for (let wave = 0; wave < 5; wave++)
      asked.push(...(await Promise.all(Array.from({ length: 20 }, () => ask(payments[0] ?? '', 1_455)))))
    expect(asked.filter(({ ok }) => ok)).toHaveLength(33)
    expect(asked.filter((answer) => !answer.ok && answer.reason !== 'EXCEEDS_PAYMENT')).toEqual([])
    const of = { chainId: home.connectionId, paymentId: payments[0] ?? '' }
    const more = { ...of, id: randomUUID(), amountPaise: 1_455n, reason: 'OTHER' } as const
    await expect(
      services.db.refund.create({ data: { ...more, requestedBy: 'a', requestedAt: services.now() } }),
    ).rejects.toThrow(/exceed/)
  })

  test('and only of what came through the gateway, with an id of its own', async () => {
    const { home, payments } = await paidHome(48_500)
    const counter = { consumerNo: home.consumerNo, amountPaise: paise(100), paidAt: services.now() }
    const taken = await recordCounterPayment(
      services,
      { kind: 'system', name: 'test' },
      { ...counter, channel: 'COUNTER', reference: `C-${home.consumerNo}` },
    )
    expect(await ask(taken.ok ? taken.paymentId : '', 100)).toEqual({ ok: false, reason: 'NOT_AT_GATEWAY' })
    expect(await ask(payments[0] ?? '', 0)).toEqual({ ok: false, reason: 'NOT_POSITIVE' })
    expect(await ask(randomUUID(), 100)).toEqual({ ok: false, reason: 'NO_PAYMENT' })
    const refundId = randomUUID()
    await ask(payments[0] ?? '', 100, refundId)
    expect(await ask(payments[0] ?? '', 100, refundId)).toEqual({ ok: true, refundId, isRepeat: true })
    expect(await ask(payments[0] ?? '', 200, refundId)).toEqual({ ok: false, reason: 'ID_TAKEN' })
  })
})

describe('the gateway', () => {
  test('that answers nothing is asked again with the same key, and gives the money back once', async () => {
    const { payments } = await paidHome(48_500)
    const refundId = await agreed(payments[0] ?? '', 10_000)
    setDemoModes({ api: 'lost-answer', webhooks: 'lost' })
    await sendRefunds(services)
    await sendRefunds(services)
    expect(await stateOf(refundId)).toBe('AGREED')
    setDemoModes({ api: 'ok', webhooks: 'ok' })
    await sendRefunds(services)
    expect(await stateOf(refundId)).toBe('PAID')
    const { reference } = await services.db.payment.findFirstOrThrow({ where: { id: payments[0] ?? '' } })
    const given = await stand.gateway.refundsOf(reference)
    expect(given.ok && given.value).toHaveLength(1)
    expect(await broken()).toEqual([])
  })

  test('that cannot give it back leaves it with the consumer, and somebody is told', async () => {
    const { payments, ahead } = await paidHome(48_500, 50_000)
    const paymentId = payments[1] ?? ''
    const refundId = await agreed(paymentId, 50_000)
    const { reference } = await services.db.payment.findFirstOrThrow({ where: { id: paymentId } })
    const failed = {
      id: 'rfnd_x',
      paymentId: reference,
      receipt: refundId,
      amountPaise: paise(50_000),
      status: 'FAILED',
    } as const
    const say = () => services.db.$transaction((tx) => takeRefund(tx, services.now(), failed))
    await Promise.all([say(), say(), say()])
    expect([await stateOf(refundId), await ahead()]).toEqual(['FAILED', 50_000n])
    expect(await services.db.paymentAlarm.count({ where: { kind: 'REFUND_FAILED', reference: refundId } })).toBe(1)
    expect(await broken()).toEqual([])
  })

  test('that cannot give back money of nobody known puts it back in suspense', async () => {
    const paymentId = await payment('NOBODY EITHER', 4_500)
    const before = await suspense()
    const refundId = await agreed(paymentId, 4_500)
    expect(before - (await suspense())).toBe(4_500n)
    await fail(refundId)
    expect(await suspense()).toBe(before)
    expect(await broken()).toEqual([])
  })

  test('that cannot give back what a bill was paid with leaves the bill paid, by money and rebate', async () => {
    const { payments, unpaid, ahead } = await paidHome(48_500)
    const refundId = await agreed(payments[0] ?? '', 20_000)
    expect(await unpaid()).toBe(21_500n)
    await fail(refundId)
    expect([await unpaid(), await ahead()]).toEqual([0n, 0n])
    // It can be asked for again, and takes the rebate with it once more.
    await agreed(payments[0] ?? '', 48_500)
    expect([await unpaid(), await ahead()]).toEqual([50_000n, 0n])
    await sendRefunds(services)
    expect(await broken()).toEqual([])
  })

  test('that cannot give back a payment of more than the bill leaves all as it was, what was paid ahead too', async () => {
    const { payments, unpaid, ahead } = await paidHome(58_500)
    expect([await unpaid(), await ahead()]).toEqual([0n, 10_000n])
    const refundId = await agreed(payments[0] ?? '', 30_000)
    expect([await unpaid(), await ahead()]).toEqual([21_500n, 0n])
    await fail(refundId)
    expect([await unpaid(), await ahead()]).toEqual([0n, 10_000n])
    await sendRefunds(services)
    expect(await broken()).toEqual([])
  })

  test('that cannot give it back twice gives the rebate again on the bill that it was taken back on last', async () => {
    const { home, payments, unpaid, ahead } = await paidHome(48_500)
    await fail(await agreed(payments[0] ?? '', 48_500))
    expect([await unpaid(), await ahead()]).toEqual([0n, 0n])
    plain.setTime('2026-12-02T10:00:00+05:30')
    await makeBill(services, home, { of: '2026-11', own: 30_000 })
    const again = await agreed(payments[0] ?? '', 48_500)
    expect(await unpaid()).toBe(80_000n)
    await fail(again)
    expect([await unpaid(), await ahead()]).toEqual([30_000n, 0n])
    expect(await broken()).toEqual([])
  })

  test('that cannot give back two parts gives no second rebate, on whichever bill they were owed again', async () => {
    const { home, bill, payments, unpaid, ahead } = await paidHome(48_500)
    const first = await agreed(payments[0] ?? '', 20_000)
    expect(await unpaid()).toBe(21_500n)
    // What is paid anew earns the prompt rebate for itself.
    await payment(bill.paymentReference, 20_500)
    expect(await unpaid()).toBe(0n)
    plain.setTime('2026-12-02T10:00:00+05:30')
    await makeBill(services, home, { of: '2026-11', own: 30_000 })
    const second = await agreed(payments[0] ?? '', 28_500)
    expect(await unpaid()).toBe(58_500n)
    await fail(first)
    await fail(second)
    expect([await unpaid(), await ahead()]).toEqual([10_000n, 0n])
    expect(await broken()).toEqual([])
  })

  test('that cannot give back one part leaves the rebate taken back while another part is on its way', async () => {
    const { payments, unpaid, ahead } = await paidHome(48_500)
    const refundId = await agreed(payments[0] ?? '', 20_000)
    await agreed(payments[0] ?? '', 28_500)
    expect(await unpaid()).toBe(50_000n)
    await fail(refundId)
    expect([await unpaid(), await ahead()]).toEqual([30_000n, 0n])
    await sendRefunds(services)
    expect(await broken()).toEqual([])
  })

  test('that cannot give it back after the bill was paid anew leaves it paid ahead, without a second rebate', async () => {
    const { bill, payments, unpaid, ahead } = await paidHome(48_500)
    const refundId = await agreed(payments[0] ?? '', 48_500)
    await payment(bill.paymentReference, 48_500)
    expect([await unpaid(), await ahead()]).toEqual([0n, 0n])
    await fail(refundId)
    expect([await unpaid(), await ahead()]).toEqual([0n, 48_500n])
    expect(await broken()).toEqual([])
  })

  test('that gave something back which nobody here agreed to raises an alarm', async () => {
    const { payments, ahead } = await paidHome(48_500, 50_000)
    const { reference } = await services.db.payment.findFirstOrThrow({ where: { id: payments[1] ?? '' } })
    const said = {
      id: 'rfnd_alone',
      paymentId: reference,
      receipt: null,
      amountPaise: paise(50_000),
      status: 'PROCESSED',
    } as const
    await services.db.$transaction((tx) => takeRefund(tx, services.now(), said))
    expect(await ahead()).toBe(50_000n)
    expect(await services.db.paymentAlarm.count({ where: { reference: 'rfnd_alone' } })).toBe(1)
  })
})
