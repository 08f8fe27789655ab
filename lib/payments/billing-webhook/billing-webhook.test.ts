import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Home } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { MemoryGateway } from '../gateway/test-memory-gateway.ts'
import { moneyHealth } from '../money-health.ts'
import type { PaymentServices } from '../payment-services.ts'
import { recordCounterPayment } from '../record-counter-payment.ts'
import { requestRefund } from '../request-refund.ts'
import { takePayment } from '../take-payment.ts'
import { takeRefund } from '../take-refund.ts'
import { makeBill, makeHome } from '../test-bills.ts'
import { Crash, mortal } from '../test-crash.ts'
import { agreeToRefund } from '../test-refunds.ts'
import { type BillingAddress, deliverEvent } from './deliver-event.ts'
import { ATTEMPT_SECONDS, PAUSES_SECONDS, sendBillingEvents } from './send-billing-events.ts'
import { sendParkedAgain } from './send-parked-again.ts'
import { isGenuine, status, type TestReceiver, testReceiver } from './test-receiver.ts'

const CLOCK = '2026-11-05T10:00:00+05:30'
const OLD = `whsec_${randomBytes(32).toString('base64')}`
const NEW = `whsec_${randomBytes(24).toString('base64')}`
const keyOf = (secret: string) => Buffer.from(secret.slice(6), 'base64')
let services: TestServices
let withGateway: PaymentServices
let receiver: TestReceiver
let address: BillingAddress
let clockMs = Date.parse(CLOCK)

beforeAll(async () => {
  receiver = await testReceiver()
  vi.stubEnv('BILLING_WEBHOOK_URL', receiver.url)
  vi.stubEnv('BILLING_WEBHOOK_SECRET', OLD)
  address = { url: receiver.url, keys: [keyOf(OLD)] }
  services = await testServices(CLOCK)
  withGateway = { ...services, gateway: new MemoryGateway(services.now) }
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await receiver.close()
  await services.close()
})
beforeEach(() => {
  clockMs = Date.parse(CLOCK)
  services.setTime(CLOCK)
})
/** What one story leaves in the queue is none of the next one's. */
afterEach(async () => {
  await services.db.billingEvent.deleteMany()
  receiver.received.length = 0
  receiver.answerWith(status(204))
})

const pass = (seconds: number) => {
  clockMs += seconds * 1_000
  services.setTime(new Date(clockMs).toISOString())
}
const send = (deliver?: typeof deliverEvent) => sendBillingEvents(services, address, deliver)
const events = () => services.db.billingEvent.findMany({ orderBy: [{ chainId: 'asc' }, { position: 'asc' }] })

async function homeWithBill(): Promise<{ home: Home; reference: string }> {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  return { home, reference: bill.paymentReference }
}

/** Captured by UPI. Returns the payment's id in the books. */
async function pay(reference: string, amount: number, on = withGateway, id = `pay_${randomUUID().slice(0, 13)}`) {
  const money = { id, status: 'CAPTURED', amountPaise: paise(amount), currency: 'INR', reference } as const
  const payment = { ...money, utr: '532900000001', paidAt: services.now() }
  await on.db.$transaction((tx) => takePayment(tx, services.now(), payment, null))
  return (await services.db.payment.findFirstOrThrow({ where: { reference: id } })).id
}

async function agreedRefund(paymentId: string, amount: number): Promise<string> {
  const refundId = randomUUID()
  const wish = { refundId, paymentId, amountPaise: paise(amount), reason: 'PAID_TWICE' } as const
  expect(await requestRefund(services, testOfficer('CLERK'), wish)).toMatchObject({ ok: true })
  const decided = await agreeToRefund(services, refundId)
  expect(decided).toEqual({ ok: true, state: 'AGREED' })
  return refundId
}

async function gatewayEnds(refundId: string, amount: number, outcome: 'PROCESSED' | 'FAILED'): Promise<void> {
  const { payment } = await services.db.refund.findFirstOrThrow({
    where: { id: refundId },
    include: { payment: true },
  })
  const said = { id: `rfnd_${refundId.slice(0, 8)}`, paymentId: payment.reference, receipt: refundId }
  const refund = { ...said, amountPaise: paise(amount), status: outcome }
  await services.db.$transaction((tx) => takeRefund(tx, services.now(), refund))
}

describe('what is told', () => {
  it('is each payment once, in the transaction that posts it, wherever the portal dies', async () => {
    const { reference } = await homeWithBill()
    const alive = mortal(withGateway)
    await pay(reference, 10_000, alive)
    const steps = alive.steps()
    expect(steps).toBeGreaterThan(5)
    for (let at = 1; at <= steps; at += 1) {
      const id = `pay_dies_at_${at}`
      await pay(reference, 10_000, mortal(withGateway, at), id).catch((error) => expect(error).toBeInstanceOf(Crash))
      await Promise.all([1, 2, 3].map(() => pay(reference, 10_000, withGateway, id)))
    }
    const payments = await services.db.payment.findMany({ select: { id: true } })
    const told = await events()
    expect(told.map(({ subjectId }) => subjectId).sort()).toEqual(payments.map(({ id }) => id).sort())
    expect(told.map(({ position }) => position)).toEqual(told.map((_, index) => index + 1))
  })

  it('is what the money settled, and whose it is', async () => {
    const { home, reference } = await homeWithBill()
    const paymentId = await pay(reference, 60_000)
    expect(await send()).toBe(1)
    const [told] = receiver.received
    const { receiptNo } = await services.db.payment.findFirstOrThrow({ where: { id: paymentId } })
    expect(JSON.parse(told?.body ?? '')).toMatchObject({
      ...{ type: 'payment.posted', timestamp: CLOCK },
      data: {
        ...{ id: told?.id, sequence: 1, consumerNo: home.consumerNo, connectionId: home.connectionId },
        ...{ paymentId, receiptNo, channel: 'UPI', utr: '532900000001', billNo: `2610-${home.consumerNo}` },
        ...{ paidAt: CLOCK, amountPaise: 60_000, duesPaise: 50_000, aheadPaise: 10_000, rechargedPaise: 0 },
        ...{ unknownPaise: 0, rebatePaise: 0 },
      },
    })
    expect(told?.body).not.toContain(home.mobile)
  })

  it('is money of nobody known too, in an order of its own', async () => {
    await pay('NOBODYS', 5_000)
    await pay('NOBODYS EITHER', 5_000)
    await send()
    expect(receiver.received.map(({ sequence }) => sequence)).toEqual([1, 2])
    expect(JSON.parse(receiver.received[0]?.body ?? '').data).toMatchObject({ consumerNo: null, unknownPaise: 5_000 })
  })

  it('is no payment of a counter, of which the utility told us', async () => {
    const { home } = await homeWithBill()
    const payment = { consumerNo: home.consumerNo, amountPaise: paise(5_000), paidAt: services.now(), reference: 'C-1' }
    await recordCounterPayment(services, { kind: 'system', name: 'test' }, { ...payment, channel: 'COUNTER' })
    expect(await events()).toEqual([])
  })

  it('is what becomes of a refund, after its payment', async () => {
    const { reference } = await homeWithBill()
    const paymentId = await pay(reference, 90_000)
    const back = await agreedRefund(paymentId, 10_000)
    await gatewayEnds(back, 10_000, 'PROCESSED')
    await gatewayEnds(back, 10_000, 'PROCESSED')
    const failed = await agreedRefund(paymentId, 20_000)
    await gatewayEnds(failed, 20_000, 'FAILED')
    expect(await send()).toBe(5)
    expect(receiver.received.map(({ type, sequence }) => `${sequence} ${type}`)).toEqual([
      ...['1 payment.posted', '2 refund.agreed', '3 refund.paid', '4 refund.agreed', '5 refund.failed'],
    ])
    const { data } = JSON.parse(receiver.received[4]?.body ?? '')
    expect(data).toMatchObject({ refundId: failed, paymentId, amountPaise: 20_000 })
  })
})

describe('sending', () => {
  it('is signed over id, instant and exact body, and over nothing else', async () => {
    await pay('SIGNED', 5_000)
    await send()
    const [told] = receiver.received
    if (!told) throw new Error('Nothing came.')
    expect(told.at).toBe(Date.parse(CLOCK) / 1_000)
    expect(isGenuine(told, OLD)).toBe(true)
    expect(isGenuine(told, NEW)).toBe(false)
    for (const forged of [{ id: randomUUID() }, { at: told.at + 1 }, { body: `${told.body} ` }])
      expect(isGenuine({ ...told, ...forged }, OLD)).toBe(false)
  })

  it('is signed by both keys while one is being replaced', async () => {
    await pay('ROTATED', 5_000)
    await sendBillingEvents(services, { url: receiver.url, keys: [keyOf(NEW), keyOf(OLD)] })
    const [told] = receiver.received
    expect([OLD, NEW].map((secret) => told && isGenuine(told, secret))).toEqual([true, true])
  })

  it('goes on after a failure, with the same id and body, and what comes behind waits', async () => {
    const { reference } = await homeWithBill()
    await pay(reference, 10_000)
    await pay(reference, 20_000)
    receiver.answerWith(status(500))
    expect(await send()).toBe(0)
    expect((await events()).map(({ state, failure }) => [state, failure])).toEqual([
      ...[
        ['WAITING', 'STATUS_500'],
        ['WAITING', null],
      ],
    ])
    receiver.answerWith(status(204))
    pass((PAUSES_SECONDS[0] as number) - 1)
    expect(await send(), 'not before its time').toBe(0)
    pass(1)
    expect(await send()).toBe(2)
    const [first, again, second] = receiver.received
    expect([again?.id, again?.body]).toEqual([first?.id, first?.body])
    expect([again?.sequence, second?.sequence, receiver.received.length]).toEqual([1, 2, 3])
    expect(again && isGenuine(again, OLD)).toBe(true)
    expect(await send(), 'nothing is left').toBe(0)
  })

  it.each([
    ['a redirect', 'STATUS_302', status(302, { location: '/elsewhere' })],
    ['a page that says no', 'STATUS_404', status(404)],
    ['silence', 'TIMEOUT', () => undefined],
    ['a connection that breaks', 'AWAY', (response: { destroy: () => void }) => response.destroy()],
  ])('takes %s for no', async (_, failure, answer) => {
    await pay('REFUSED', 5_000)
    receiver.answerWith(answer)
    expect(await send((to, event) => deliverEvent(to, event, 300))).toBe(0)
    expect(receiver.received).toHaveLength(1)
    expect(await events()).toMatchObject([{ state: 'WAITING', failure, attempts: 1 }])
  })

  it('does not read an answer without end', async () => {
    await pay('ENDLESS', 5_000)
    let written = 0
    receiver.answerWith((response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) written += 65_536
      }
      response.on('drain', more)
      more()
    })
    expect(await send()).toBe(1)
    expect(written).toBeLessThan(20_000_000)
  })

  it('happens again, under the same id, where the portal dies before it has written that it did', async () => {
    await pay('KILLED', 5_000)
    const dies = send(async (to, event) => {
      await deliverEvent(to, event)
      throw new Crash()
    })
    await expect(dies).rejects.toBeInstanceOf(Crash)
    expect(await send(), 'another process may still be at it').toBe(0)
    pass(ATTEMPT_SECONDS)
    expect(await send()).toBe(1)
    expect(receiver.received.map(({ id }) => id)).toEqual([receiver.received[0]?.id, receiver.received[0]?.id])
    expect(await events()).toMatchObject([{ state: 'SENT', attempts: 2 }])
  })

  it('happens once for each however many processes send', async () => {
    const homes = await Promise.all([1, 2, 3, 4].map(() => homeWithBill()))
    for (const { reference } of homes) for (let count = 0; count < 5; count += 1) await pay(reference, 1_000)
    const taken = await Promise.all(Array.from({ length: 6 }, () => send()))
    while ((await send()) > 0);
    expect(taken.some((count) => count > 0)).toBe(true)
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(20)
    expect(receiver.received).toHaveLength(20)
    for (const { home } of homes) {
      const own = receiver.received.filter(({ body }) => body.includes(home.connectionId))
      expect(own.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5])
    }
  })

  it('ends after three days with the desk, which has it sent again', async () => {
    const { home, reference } = await homeWithBill()
    await pay(reference, 5_000)
    receiver.answerWith(status(503))
    for (const pause of PAUSES_SECONDS) {
      await send()
      pass(pause)
    }
    expect(clockMs - Date.parse(CLOCK)).toBeGreaterThan(2 * 86_400_000)
    await send()
    expect(await events()).toMatchObject([
      { state: 'PARKED', failure: 'STATUS_503', attempts: PAUSES_SECONDS.length + 1 },
    ])
    const [officer, clerk] = [testOfficer('BILLING_OFFICER'), testOfficer('CLERK')]
    const health = await moneyHealth(services, officer)
    expect(health?.parked).toMatchObject([{ failure: 'STATUS_503', count: 1 }])
    receiver.answerWith(status(204))
    // What comes later is not held up by what nobody takes.
    await pay(reference, 6_000)
    expect(await send()).toBe(1)

    expect(await sendParkedAgain(services, clerk)).toBeNull()
    const asked = await Promise.all([1, 2, 3].map(() => sendParkedAgain(services, officer)))
    expect(asked.toSorted()).toEqual([0, 0, 1])
    expect(await send()).toBe(1)
    expect(receiver.received.filter(({ body }) => body.includes(home.connectionId)).at(-1)?.sequence).toBe(1)
    expect(await services.db.auditEntry.count({ where: { action: 'billing-event.resent' } })).toBe(1)
    expect((await moneyHealth(services, officer))?.parked).toEqual([])
  })
})
