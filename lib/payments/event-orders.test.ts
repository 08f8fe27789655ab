import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { faults } from '#lib/platform/test-faults.ts'
import { chance } from '#lib/platform/test-random.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { demoPayment } from './gateway/demo.ts'
import { paymentEntity, refundEntity, refundEvent } from './gateway/demo-entities.ts'
import { gatewayPayment } from './gateway/razorpay-shapes.ts'
import { processEvent } from './process-event.ts'
import { recordEvent } from './record-event.ts'
import { requestRefund } from './request-refund.ts'
import { startPayment } from './start-payment.ts'
import { takePayment } from './take-payment.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { eventBody, tell } from './test-events.ts'
import { agreeToRefund } from './test-refunds.ts'
import { verifyLedger } from './verify-ledger.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-05T10:00:00+05:30')
})
afterEach(async () => {
  const verified = await verifyLedger(services, null)
  expect(verified.flatMap(({ id, broken }) => broken.map((found) => `${id} ${found}`))).toEqual([])
})
afterAll(() => services.close())

type Sent = { eventId: string; body: Uint8Array<ArrayBuffer> }

const send = async ({ eventId, body }: Sent) => {
  await recordEvent(services, { eventId, body })
  await processEvent(services, eventId)
}
const bytes = (event: object) => new TextEncoder().encode(JSON.stringify(event))

async function attempted() {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000, digital: 500 })
  const started = await startPayment(services, home.actor, { billId: bill.id })
  if (!started?.ok) throw new Error('The bill could not be paid.')
  const attempt = () => services.db.paymentAttempt.findFirstOrThrow({ where: { id: started.attemptId } })
  return { home, attempt, reference: (await attempt()).reference }
}

/** Every order of some things; what is the same twice is not told apart. */
function orders<T>(things: readonly T[]): T[][] {
  if (things.length === 0) return [[]]
  return [...new Set(things)].flatMap((first) => {
    const at = things.indexOf(first)
    return orders([...things.slice(0, at), ...things.slice(at + 1)]).map((rest) => [first, ...rest])
  })
}

/** Each of them, some at a time. */
async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all]
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: 6 }, worker))
}

describe('the events of a payment', () => {
  const KINDS = ['authorized', 'captured', 'captured', 'credited', 'failed before'] as const

  test('leave the same books in each of their orders, with repeats', async () => {
    const all = orders(KINDS)
    expect(all).toHaveLength(60)
    await inTurns(all, async (order) => {
      const { home, attempt, reference } = await attempted()
      const id = randomUUID()
      const paid = { paymentId: `pay_${id}`, reference, amount: 49_500 }
      const payment = paymentEntity(
        demoPayment(paid.paymentId, { reference, amountPaise: paise(49_500) }, 'success', services.now()),
      )
      const events: Record<(typeof KINDS)[number], Uint8Array<ArrayBuffer>> = {
        authorized: eventBody({ ...paid, kind: 'authorized' }, services.now()),
        captured: eventBody(paid, services.now()),
        // A QR's payment has no notes of its own.
        credited: bytes({
          event: 'qr_code.credited',
          payload: { payment: { entity: { ...payment, notes: [] } }, qr_code: { entity: { notes: { reference } } } },
        }),
        'failed before': eventBody({ ...paid, paymentId: `pay_before_${id}`, kind: 'failed' }, services.now()),
      }
      // The two captured ones are one event, sent twice.
      for (const kind of order) await send({ eventId: `${kind.replace(' ', '-')}-${id}`, body: events[kind] })
      const { connectionId } = home
      const books = {
        unpaid: totalUnpaid(await billStandings(services.db, connectionId)),
        ahead: await advanceOf(services.db, connectionId),
        payments: await services.db.payment.count({ where: { connectionId } }),
        state: (await attempt()).state,
      }
      expect({ order, ...books }).toEqual({ order, unpaid: 0n, ahead: 0n, payments: 1, state: 'PAID' })
    })
  })

  test('and those of its refund too', async () => {
    const all = orders(['created', 'processed', 'processed', 'captured'] as const)
    expect(all).toHaveLength(12)
    await inTurns(all, async (order) => {
      const { home, attempt, reference } = await attempted()
      const refundId = randomUUID()
      const paid = { paymentId: `pay_${refundId}`, reference, amount: 49_500 }
      await tell(services, paid)
      const { id: paymentId } = await services.db.payment.findFirstOrThrow({ where: { reference: paid.paymentId } })
      const asked = { refundId, paymentId, amountPaise: paise(49_500), reason: 'PAID_TWICE' } as const
      await requestRefund(services, testOfficer('BILLING_OFFICER'), asked)
      await agreeToRefund(services, refundId)
      const line = demoPayment(paid.paymentId, { reference, amountPaise: paise(49_500) }, 'success', services.now())
      const at = services.now().toISOString()
      const given = { refundId: `rfnd_${refundId}`, paymentId: paid.paymentId, amountPaise: '49500', receipt: refundId }
      const processed = JSON.stringify(refundEvent({ kind: 'refund', ...given, at }, line))
      const events = {
        processed: new TextEncoder().encode(processed),
        created: new TextEncoder().encode(
          processed.replace('refund.processed', 'refund.created').replace('"processed"', '"pending"'),
        ),
        captured: eventBody(paid, services.now()),
      }
      for (const kind of order) await send({ eventId: `${kind}-${refundId}`, body: events[kind] })
      const books = {
        // Owed again, with the rebate that it had earned.
        unpaid: totalUnpaid(await billStandings(services.db, home.connectionId)),
        refund: (await services.db.refund.findFirstOrThrow({ where: { id: refundId } })).state,
        state: (await attempt()).state,
      }
      expect({ order, ...books }).toEqual({ order, unpaid: 50_000n, refund: 'PAID', state: 'REFUNDED' })
    })
  })

  test('and all six kinds when they come at last, after the gateway was asked and the money given back', async () => {
    const kinds = ['authorized', 'captured', 'failed', 'order paid', 'refund created', 'refund processed'] as const
    const all = orders(kinds)
    expect(all).toHaveLength(720)
    const { count, seed } = faults(20, all.length)
    const random = chance(seed)
    const some = all
      .map((order) => ({ order, at: random(), again: Math.floor(random() * kinds.length) }))
      .toSorted((a, b) => a.at - b.at)
      .slice(0, count)
    await inTurns(some, async ({ order, again }) => {
      const { home, attempt, reference } = await attempted()
      const refundId = randomUUID()
      const paymentId = `pay_${refundId}`
      const paid = { paymentId, reference, amount: 49_500 }
      const line = demoPayment(paymentId, { reference, amountPaise: paise(49_500) }, 'success', services.now())
      const entity = paymentEntity(line)
      await services.db.$transaction((tx) => takePayment(tx, services.now(), gatewayPayment(entity), null))
      const payment = await services.db.payment.findFirstOrThrow({ where: { reference: paymentId } })
      const asked = { refundId, paymentId: payment.id, amountPaise: paise(49_500), reason: 'PAID_TWICE' } as const
      await requestRefund(services, testOfficer('BILLING_OFFICER'), asked)
      await agreeToRefund(services, refundId)
      const at = services.now().toISOString()
      const given = { refundId: `rfnd_${refundId}`, paymentId, amountPaise: '49500', receipt: refundId }
      const refund = refundEntity({ kind: 'refund', ...given, at })
      const events: Record<(typeof kinds)[number], Uint8Array<ArrayBuffer>> = {
        authorized: eventBody({ ...paid, kind: 'authorized' }, services.now()),
        captured: eventBody(paid, services.now()),
        failed: eventBody({ ...paid, paymentId: `pay_before_${refundId}`, kind: 'failed' }, services.now()),
        'order paid': bytes({ event: 'order.paid', payload: { payment: { entity } } }),
        'refund created': bytes({
          event: 'refund.created',
          payload: { refund: { entity: { ...refund, status: 'pending' } } },
        }),
        'refund processed': bytes({ event: 'refund.processed', payload: { refund: { entity: refund } } }),
      }
      for (const kind of [...order, order[again] ?? 'captured'])
        await send({ eventId: `${kind.replace(' ', '-')}-${refundId}`, body: events[kind] })
      const { connectionId } = home
      const books = {
        unpaid: totalUnpaid(await billStandings(services.db, connectionId)),
        ahead: await advanceOf(services.db, connectionId),
        payments: await services.db.payment.count({ where: { connectionId } }),
        refunds: (await services.db.refund.findMany({ where: { paymentId: payment.id } })).map(({ state }) => state),
        state: (await attempt()).state,
      }
      const expected = { unpaid: 50_000n, ahead: 0n, payments: 1, refunds: ['PAID'], state: 'REFUNDED' }
      expect({ order, ...books }).toEqual({ order, ...expected })
    })
  })
})

test('a thousand copies of one event at once are stored and booked once', async () => {
  const { home, reference } = await attempted()
  const event = { paymentId: 'pay_thousand', reference, amount: 49_500 }
  const sent = { eventId: 'evt_thousand', body: eventBody(event, services.now()) }
  const told = await Promise.all(
    Array.from({ length: 1_000 }, async () => {
      const recorded = await recordEvent(services, sent)
      await processEvent(services, sent.eventId)
      return recorded
    }),
  )
  expect(told.filter(({ ok }) => ok)).toHaveLength(1_000)
  expect(told.filter((recorded) => recorded.ok && !recorded.isRepeat)).toHaveLength(1)
  expect(await services.db.payment.count({ where: { reference: 'pay_thousand' } })).toBe(1)
  expect(await services.db.gatewayEvent.count({ where: { eventId: 'evt_thousand', error: null } })).toBe(1)
  expect(await advanceOf(services.db, home.connectionId)).toBe(0n)
})

test('fifty pay calls at once begin one payment, and fifty that pay it settle it once and keep the rest', async () => {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const begun = await Promise.all(
    Array.from({ length: 50 }, () => startPayment(services, home.actor, { billId: bill.id })),
  )
  const ids = new Set(begun.map((started) => started?.ok && started.attemptId))
  expect(ids.size).toBe(1)
  const [id] = ids
  const { reference } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: id || '' } })
  // Fifty captures of one QR cannot be at a gateway, but they can to the utility's own address.
  await Promise.all(
    Array.from({ length: 50 }, (_, one) =>
      tell(services, { paymentId: `pay_fifty_${one}`, reference, amount: 50_000 }),
    ),
  )
  const { connectionId } = home
  // Whoever waited too long for the connection is found by the sweep.
  for (const { eventId } of await services.db.gatewayEvent.findMany({ where: { processedAt: null } }))
    await processEvent(services, eventId)
  expect(totalUnpaid(await billStandings(services.db, connectionId))).toBe(0n)
  expect(await advanceOf(services.db, connectionId)).toBe(49n * 50_000n)
  expect(await services.db.payment.count({ where: { connectionId } })).toBe(50)
})
