import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import type { Gateway, GatewayAnswer, GatewayPayment } from './gateway/port.ts'
import { MemoryGateway } from './gateway/test-memory-gateway.ts'
import { processEvent } from './process-event.ts'
import { requestRefund } from './request-refund.ts'
import { startPayment } from './start-payment.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { eventBody, type TestEvent } from './test-events.ts'
import { agreeToRefund } from './test-refunds.ts'

const NOW = '2026-11-12T10:00:00+05:30'
let services: TestServices

beforeAll(async () => {
  services = await testServices(NOW)
})
afterAll(() => services.close())

/** Somebody has begun to pay a bill of ₹500. */
async function attempted(): Promise<{ id: string; reference: string }> {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const started = await startPayment(services, home.actor, { billId: bill.id })
  const id = started?.ok ? started.attemptId : ''
  return services.db.paymentAttempt.findFirstOrThrow({ where: { id }, select: { id: true, reference: true } })
}

let count = 0
/** An event that the portal has stored and nobody has acted on. Returns its id. */
async function stored(told: TestEvent | string): Promise<string> {
  const eventId = `evt_stored_${count++}`
  const body = typeof told === 'string' ? new TextEncoder().encode(told) : eventBody(told, services.now())
  await services.db.gatewayEvent.create({ data: { eventId, body: Uint8Array.from(body), receivedAt: services.now() } })
  return eventId
}

const event = (eventId: string) =>
  services.db.gatewayEvent.findFirst({ where: { eventId }, select: { processedAt: true, error: true } })
const WAITS = { processedAt: null, error: null }
const DONE = { processedAt: new Date(NOW), error: null }
const booked = (reference: string) => services.db.payment.count({ where: { reference } })
const stateOf = async ({ id }: { id: string }) =>
  (await services.db.paymentAttempt.findFirstOrThrow({ where: { id } })).state

/** A gateway that answers one question, about a payment; `asked` are the payments that it was asked about. */
function saying(answer: () => GatewayAnswer<GatewayPayment>) {
  const asked: string[] = []
  const gateway: Gateway = Object.assign(new MemoryGateway(services.now), {
    payment: async (id: string) => {
      asked.push(id)
      return answer()
    },
  })
  return { asked, with: { ...services, gateway } }
}
const word = (more: Partial<GatewayPayment>): GatewayAnswer<GatewayPayment> => ({
  ok: true,
  value: {
    ...{ id: 'pay_word', status: 'CAPTURED', amountPaise: paise(50_000), currency: 'INR', reference: null, utr: null },
    ...{ paidAt: services.now(), ...more },
  },
})

describe('an event that is stored', () => {
  test('is acted on once, by one of those who try at once', async () => {
    const { reference } = await attempted()
    const eventId = await stored({ paymentId: 'pay_once', reference, amount: 50_000 })
    const acted = await Promise.all([1, 2, 3, 4].map(() => processEvent(services, eventId)))
    expect(acted.filter(Boolean)).toHaveLength(1)
    expect(await event(eventId)).toEqual(DONE)
    expect(await processEvent(services, eventId)).toBe(false)
    expect(await processEvent(services, 'evt_of_nobody')).toBe(false)
    expect(await booked('pay_once')).toBe(1)
  })

  test('of other things is done with, one that cannot be read is for somebody to look at', async () => {
    const [other, broken] = [await stored('{"event":"order.paid"}'), await stored('{')]
    expect(await processEvent(services, other)).toBe(true)
    expect(await processEvent(services, broken)).toBe(true)
    expect([await event(other), await event(broken)]).toEqual([DONE, DONE])
    const alarms = await services.db.paymentAlarm.findMany({ where: { kind: 'UNREADABLE' } })
    expect(alarms).toMatchObject([{ reference: broken, detail: {} }])
  })

  test('waits while the gateway does not answer, and says why; others are left as they are', async () => {
    const { reference } = await attempted()
    const [eventId, other] = [
      await stored({ paymentId: 'pay_wait', reference, amount: 50_000 }),
      await stored({ paymentId: 'pay_other', reference: 'NOBODY', amount: 100 }),
    ]
    const away = saying(() => ({ ok: false, reason: 'AWAY', detail: 'STATUS_503' }))
    expect(await processEvent(away.with, eventId)).toBe(false)
    const error = 'not processed: the gateway does not answer (STATUS_503)'
    expect([await event(eventId), await event(other)]).toEqual([{ processedAt: null, error }, WAITS])
    expect(await booked('pay_wait')).toBe(0)

    const back = saying(() => word({ id: 'pay_wait', reference }))
    expect(await processEvent(back.with, eventId)).toBe(true)
    expect(await event(eventId)).toEqual(DONE)
    expect(await booked('pay_wait')).toBe(1)
  })

  test.each([
    ['an error', new TypeError('ravi@example'), 'TypeError'],
    ['anything else', 'ravi@example', 'unknown'],
  ])('stays for the next round where %s comes up, without a word of it', async (_, thrown, name) => {
    const eventId = await stored({ paymentId: `pay_${name}`, reference: 'NOBODY', amount: 100 })
    const failing = saying(() => {
      throw thrown
    })
    expect(await processEvent(failing.with, eventId)).toBe(false)
    expect(await event(eventId)).toEqual({ processedAt: null, error: `not processed: ${name}` })
  })

  test('stays where not even that can be written', async () => {
    const eventId = await stored({ paymentId: 'pay_unwritten', reference: 'NOBODY', amount: 100 })
    const failing = saying(() => ({ ok: false, reason: 'AWAY', detail: 'silence' }))
    const write = vi.spyOn(services.db.gatewayEvent, 'updateMany').mockRejectedValue(new Error('the database is away'))
    expect(await processEvent(failing.with, eventId)).toBe(false)
    expect(write).toHaveBeenCalledOnce()
    write.mockRestore()
    expect(await event(eventId)).toEqual(WAITS)
  })
})

describe('the gateway itself', () => {
  test('is not asked of what moves no money', async () => {
    const { reference } = await attempted()
    const nobody = saying(() => ({ ok: false, reason: 'AWAY', detail: 'silence' }))
    for (const kind of ['failed', 'authorized'] as const)
      expect(
        await processEvent(nobody.with, await stored({ paymentId: `pay_${kind}`, reference, amount: 50_000, kind })),
      ).toBe(true)
    expect(nobody.asked).toEqual([])
  })

  test.each([
    ['has not captured it', () => word({ status: 'AUTHORIZED' }), 'AUTHORIZED'],
    [
      'does not know it',
      (): GatewayAnswer<GatewayPayment> => ({ ok: false, reason: 'REFUSED', detail: 'unknown' }),
      'unknown',
    ],
  ])('is believed, not its event, where it %s', async (_, answer, says) => {
    const attempt = await attempted()
    const paymentId = `pay_false_${says}`
    const eventId = await stored({ paymentId, reference: attempt.reference, amount: 50_000 })
    const gateway = saying(answer)
    expect(await processEvent(gateway.with, eventId)).toBe(true)
    expect(gateway.asked).toEqual([paymentId])
    expect(await services.db.paymentAlarm.findMany({ where: { reference: paymentId } })).toMatchObject([
      { kind: 'NOT_CONFIRMED', detail: { says } },
    ])
    expect([await booked(paymentId), await stateOf(attempt)]).toEqual([0, 'CREATED'])
  })

  test('is asked of a refund: an event of a refund is not believed by itself', async () => {
    const { reference } = await attempted()
    const money = { paymentId: 'pay_back', reference, amount: 50_000 }
    await processEvent(services, await stored(money))
    const payment = await services.db.payment.findFirstOrThrow({ where: { reference: money.paymentId } })
    const refundId = randomUUID()
    const wanted = { refundId, paymentId: payment.id, amountPaise: paise(50_000), reason: 'OTHER' } as const
    await requestRefund(services, testOfficer('CLERK'), wanted)
    await agreeToRefund(services, refundId)
    const state = async () => (await services.db.refund.findFirstOrThrow({ where: { id: refundId } })).state
    const told = (status: string, id = 'rfnd_back') => {
      const entity = { id, payment_id: money.paymentId, amount: 50_000, receipt: refundId, status }
      return stored(JSON.stringify({ event: `refund.${status}`, payload: { refund: { entity } } }))
    }
    const listing = (answer: Awaited<ReturnType<Gateway['refundsOf']>>) => ({
      ...services,
      gateway: Object.assign(new MemoryGateway(services.now), { refundsOf: async () => answer }),
    })
    const known = { id: 'rfnd_back', paymentId: money.paymentId, receipt: refundId, amountPaise: paise(50_000) }

    const eventId = await told('failed')
    expect(await processEvent(listing({ ok: false, reason: 'AWAY', detail: 'silence' }), eventId)).toBe(false)
    expect((await event(eventId))?.processedAt).toBeNull()
    expect(await processEvent(listing({ ok: true, value: [{ ...known, status: 'PENDING' }] }), eventId)).toBe(true)
    expect(await state()).toBe('SENT')
    const given = listing({ ok: true, value: [{ ...known, status: 'PROCESSED' }] })
    expect(await processEvent(given, await told('failed', 'rfnd_invented'))).toBe(true)
    expect(await state()).toBe('SENT')
    const alarms = await services.db.paymentAlarm.findMany({ where: { reference: 'rfnd_invented' } })
    expect(alarms).toMatchObject([{ kind: 'NOT_CONFIRMED', detail: { says: 'not listed' } }])
    expect(await processEvent(given, await told('failed'))).toBe(true)
    expect(await state()).toBe('PAID')
  })

  test('says whose money it is and how much, whatever its event said', async () => {
    const [attempt, other] = [await attempted(), await attempted()]
    const eventId = await stored({ paymentId: 'pay_word', reference: other.reference, amount: 100 })
    const gateway = saying(() => word({ reference: attempt.reference }))
    expect(await processEvent(gateway.with, eventId)).toBe(true)
    expect([await stateOf(attempt), await stateOf(other)]).toEqual(['PAID', 'CREATED'])
  })

  test('that has no reference leaves it to the event, which names that of the QR', async () => {
    const attempt = await attempted()
    const eventId = await stored({ paymentId: 'pay_by_qr', reference: attempt.reference, amount: 50_000 })
    const gateway = saying(() => word({ id: 'pay_by_qr' }))
    expect(await processEvent(gateway.with, eventId)).toBe(true)
    expect(await stateOf(attempt)).toBe('PAID')
  })

  test('and an event that both name nobody book nothing: another event says whose it is', async () => {
    const bare = JSON.parse(
      new TextDecoder().decode(eventBody({ paymentId: 'pay_bare', reference: 'X', amount: 100 }, services.now())),
    )
    bare.payload.payment.entity.notes = []
    delete bare.payload.qr_code
    const eventId = await stored(JSON.stringify(bare))
    const gateway = saying(() => word({ id: 'pay_bare' }))
    expect(await processEvent(gateway.with, eventId)).toBe(true)
    expect([await booked('pay_bare'), await event(eventId)]).toEqual([0, DONE])
  })
})
