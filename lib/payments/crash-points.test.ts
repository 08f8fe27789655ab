import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { MemoryGateway } from './gateway/test-memory-gateway.ts'
import type { PaymentServices } from './payment-services.ts'
import { processEvent } from './process-event.ts'
import { reconcile } from './reconcile.ts'
import { recordEvent } from './record-event.ts'
import { requestRefund } from './request-refund.ts'
import { sendRefunds } from './send-refunds.ts'
import { startPayment } from './start-payment.ts'
import { startTogether } from './start-together.ts'
import { sweepInbox } from './sweep-inbox.ts'
import { type Home, makeBill, makeHome, type TestBill } from './test-bills.ts'
import { Crash, mortal } from './test-crash.ts'
import { eventBody } from './test-events.ts'
import { agreeToRefund } from './test-refunds.ts'
import { verifyLedger } from './verify-ledger.ts'

let plain: TestServices
let gateway: MemoryGateway
let services: PaymentServices
const CLOCK = '2026-11-05T10:00:00+05:30'
const AT_ONCE = 4

beforeAll(async () => {
  plain = await testServices(CLOCK)
  gateway = new MemoryGateway(plain.now)
  services = { ...plain, gateway }
})
afterEach(async () => {
  const verified = await verifyLedger(services, gateway.log)
  expect(verified.flatMap(({ id, broken }) => broken.map((found) => `${id} ${found}`))).toEqual([])
})
afterAll(() => plain.close())

type Place = { home: Home; bill: TestBill; id: string; reference: string }

async function place(): Promise<Place> {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000, digital: 500 })
  return { home, bill, id: randomUUID(), reference: bill.paymentReference }
}

async function books({ home, bill, reference }: Place) {
  const attempts = await plain.db.paymentAttempt.findMany({ where: { billId: bill.id } })
  const payments = await plain.db.payment.findMany({ where: { connectionId: home.connectionId } })
  return {
    unpaid: totalUnpaid(await billStandings(plain.db, home.connectionId)),
    ahead: await advanceOf(plain.db, home.connectionId),
    attempts: attempts.map(({ state, amountPaise }) => [state, amountPaise]),
    payments: payments.map(({ amountPaise }) => amountPaise),
    qrs: (await plain.db.gatewayQr.count({ where: { reference } })) > 0,
    messages: await plain.db.message.count({ where: { toMobile: home.mobile, kind: 'PAYMENT_RECEIVED' } }),
    refunds: (await plain.db.refund.findMany({ where: { payment: { connectionId: home.connectionId } } })).map(
      ({ state, amountPaise }) => [state, amountPaise],
    ),
  }
}

/**
 * Does the work once in peace, and then once for each of its steps in a process that dies there, followed by what comes
 * after a death: the sender, the user or the schedule tries again. The books must be the same each time.
 */
async function sameWhereverItDies(
  prepare: () => Promise<Place>,
  work: (services: PaymentServices, place: Place) => Promise<unknown>,
) {
  const peaceful = await prepare()
  const living = mortal(services)
  await work(living, peaceful)
  const expected = await books(peaceful)
  const steps = Array.from({ length: living.steps() }, (_, index) => index + 1)
  expect(steps.length).toBeGreaterThan(5)
  const die = async (step: number) => {
    const there = await prepare()
    const dying = mortal(services, step)
    await work(dying, there).catch((error) => {
      if (!(error instanceof Crash)) throw error
    })
    expect(dying.steps()).toBeGreaterThanOrEqual(step)
    await work(services, there)
    expect({ step, ...(await books(there)) }).toEqual({ step, ...expected })
  }
  for (let from = 0; from < steps.length; from += AT_ONCE) await Promise.all(steps.slice(from, from + AT_ONCE).map(die))
  return expected
}

/** A payment that the gateway has, and the webhook's event of it under one id. */
async function captured(of: Place, amount: number) {
  const payment = gateway.capture(of.reference, paise(amount))
  return { ...of, body: eventBody({ paymentId: payment.id, reference: of.reference, amount }, plain.now()) }
}

describe('a process that dies at any step leaves the same books as one that lives', () => {
  test('when a payment is begun: the user presses again', async () => {
    const expected = await sameWhereverItDies(
      async () => place(),
      (the, { home, bill, id }) => startPayment(the, home.actor, { billId: bill.id }, { key: id }),
    )
    expect(expected.attempts).toEqual([['CREATED', 49_500n]])
  })

  test('when several are begun together', async () => {
    const expected = await sameWhereverItDies(
      async () => place(),
      (the, { home, id }) => startTogether(the, home.actor, { connectionIds: [home.connectionId] }, { key: id }),
    )
    expect(expected.attempts).toEqual([['CREATED', 49_500n]])
  })

  test('when an event comes: the gateway sends it again, or the sweep finds it', async () => {
    const bodies = new Map<string, Uint8Array<ArrayBuffer>>()
    const expected = await sameWhereverItDies(
      async () => {
        const { body, ...there } = await captured(await place(), 50_000)
        bodies.set(there.id, body)
        return there
      },
      async (the, { id }) => {
        await recordEvent(the, { eventId: id, body: bodies.get(id) as Uint8Array<ArrayBuffer> })
        await sweepInbox(onlyEvent(the, id))
      },
    )
    expect(expected).toMatchObject({ unpaid: 0n, ahead: 500n, payments: [50_000n], messages: 1 })
  })

  test('when a lost payment is asked about', async () => {
    plain.setTime(CLOCK)
    const expected = await sameWhereverItDies(
      async () => {
        const there = await place()
        const started = await startPayment(services, there.home.actor, { billId: there.bill.id })
        const where = { id: started?.ok ? started.attemptId : '' }
        const { reference } = await plain.db.paymentAttempt.findFirstOrThrow({ where })
        gateway.capture(reference, paise(49_500))
        // It is due at once, and for this one alone: others run beside it.
        await plain.db.gatewayQr.updateMany({ where: { reference }, data: { nextCheckAt: new Date(0) } })
        return { ...there, reference }
      },
      (the, { reference }) => reconcile(onlyQr(the, reference)),
    )
    expect(expected).toMatchObject({ unpaid: 0n, attempts: [['PAID', 49_500n]], payments: [49_500n], messages: 1 })
  })

  test('when money is given back: asked for, agreed to, sent', async () => {
    const expected = await sameWhereverItDies(
      async () => {
        const { body, ...there } = await captured(await place(), 60_000)
        await recordEvent(services, { eventId: there.id, body })
        await processEvent(services, there.id)
        return there
      },
      async (the, { home, id }) => {
        const { id: paymentId } = await plain.db.payment.findFirstOrThrow({
          where: { connectionId: home.connectionId },
        })
        const refund = { refundId: id, paymentId, amountPaise: paise(20_000), reason: 'PAID_TWICE' } as const
        await requestRefund(the, testOfficer('BILLING_OFFICER'), refund)
        await agreeToRefund(the, id, plain)
        await sendRefunds(onlyRefund(the, id))
      },
    )
    // 10,500 were ahead; the rest of the refund is owed again, with the rebate that it had earned.
    expect(expected).toMatchObject({ unpaid: 10_000n, ahead: 0n, refunds: [['PAID', 20_000n]] })
    expect(gateway.refundsGiven).toBe(await plain.db.refund.count())
  })
})

/** Keeps a schedule to what one test has made, since several run at once. */
function onlyQr(the: PaymentServices, reference: string): PaymentServices {
  const db = the.db.$extends({
    query: {
      gatewayQr: {
        findMany: ({ args, query }) => query({ ...args, where: { AND: [args.where ?? {}, { reference }] } }),
      },
    },
  })
  return { ...the, db: db as unknown as PaymentServices['db'] }
}
function onlyEvent(the: PaymentServices, eventId: string): PaymentServices {
  const db = the.db.$extends({
    query: {
      gatewayEvent: {
        findMany: ({ args, query }) => query({ ...args, where: { AND: [args.where ?? {}, { eventId }] } }),
      },
    },
  })
  return { ...the, db: db as unknown as PaymentServices['db'] }
}
function onlyRefund(the: PaymentServices, id: string): PaymentServices {
  const db = the.db.$extends({
    query: {
      refund: { findMany: ({ args, query }) => query({ ...args, where: { AND: [args.where ?? {}, { id }] } }) },
    },
  })
  return { ...the, db: db as unknown as PaymentServices['db'] }
}
