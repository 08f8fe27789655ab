import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { processEvent } from './process-event.ts'
import { recordEvent } from './record-event.ts'
import { startPayment } from './start-payment.ts'
import { sweepInbox } from './sweep-inbox.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { eventBody, tell } from './test-events.ts'
import { verifyLedger } from './verify-ledger.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
})
afterAll(() => services.close())

async function attempted() {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const started = await startPayment(services, home.actor, { billId: bill.id })
  if (!started?.ok) throw new Error('The bill could not be paid.')
  const attempt = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: started.attemptId } })
  return { home, bill, attempt }
}

const broken = async () => (await verifyLedger(services, null)).filter((check) => check.broken.length > 0)

describe('an event', () => {
  test('told a hundred times at once is booked once', async () => {
    const { home, attempt } = await attempted()
    const event = { paymentId: 'pay_repeat', reference: attempt.reference, amount: 50_000 }
    const told = await Promise.all(Array.from({ length: 100 }, () => tell(services, event, 'evt_repeat')))
    expect(told.filter((answer) => answer.ok && !answer.isRepeat)).toHaveLength(1)
    expect(await services.db.payment.count({ where: { reference: 'pay_repeat' } })).toBe(1)
    expect(await advanceOf(services.db, home.connectionId)).toBe(0n)
    expect(await services.db.message.count({ where: { toMobile: home.mobile } })).toBe(1)
    expect(await broken()).toEqual([])
  })

  test('of a payment that other events tell of too is booked once', async () => {
    const { home, attempt } = await attempted()
    const event = { paymentId: 'pay_two_events', reference: attempt.reference, amount: 50_000 }
    await Promise.all(Array.from({ length: 10 }, () => tell(services, event)))
    expect(totalUnpaid(await billStandings(services.db, home.connectionId))).toBe(0n)
    expect(await advanceOf(services.db, home.connectionId)).toBe(0n)
  })

  test('of nobody, told in ten ways at once, is in suspense once', async () => {
    const event = { paymentId: 'pay_lost', reference: 'NOBODY', amount: 300 }
    await Promise.all(Array.from({ length: 10 }, () => tell(services, event)))
    expect(await services.db.payment.count({ where: { reference: 'pay_lost' } })).toBe(1)
    expect(await broken()).toEqual([])
  })

  test('comes in any order and more than once: captured money is always booked', async () => {
    const kinds = fc.shuffledSubarray(['captured', 'failed', 'authorized', 'captured', 'failed'] as const, {
      minLength: 1,
    })
    let run = 0
    await fc.assert(
      fc.asyncProperty(kinds, async (order) => {
        const { home, attempt } = await attempted()
        const paymentId = `pay_order_${run++}`
        for (const kind of order)
          await tell(
            services,
            { paymentId, reference: attempt.reference, amount: 50_000, kind },
            `evt_${paymentId}_${kind}`,
          )
        const isPaid = order.includes('captured')
        const { state } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: attempt.id } })
        expect(state === 'PAID').toBe(isPaid)
        expect(totalUnpaid(await billStandings(services.db, home.connectionId))).toBe(isPaid ? 0n : 50_000n)
      }),
      { numRuns: 25 },
    )
    expect(await broken()).toEqual([])
  })

  test('stored when the portal stopped is acted on by the sweep, once', async () => {
    const { home, attempt } = await attempted()
    const event = { paymentId: 'pay_swept', reference: attempt.reference, amount: 50_000 }
    const body = eventBody(event, services.now())
    await services.db.gatewayEvent.create({ data: { eventId: 'evt_swept', body, receivedAt: services.now() } })
    await Promise.all([sweepInbox(services), sweepInbox(services)])
    expect(totalUnpaid(await billStandings(services.db, home.connectionId))).toBe(0n)
    expect((await sweepInbox(services)).processed).toBe(0)
  })

  test('that nobody can read is stored and raises an alarm; one that says nothing of money is passed over', async () => {
    const body = new TextEncoder().encode('{"event":"payment.captured","payload":{}}')
    expect(await recordEvent(services, { eventId: 'evt_odd', body })).toEqual({ ok: true, isRepeat: false })
    const ignored = new TextEncoder().encode('{"event":"invoice.paid","payload":{}}')
    await recordEvent(services, { eventId: 'evt_ignored', body: ignored })
    for (const eventId of ['evt_odd', 'evt_ignored']) expect(await processEvent(services, eventId)).toBe(true)
    const alarms = await services.db.paymentAlarm.findMany({ where: { reference: { in: ['evt_odd', 'evt_ignored'] } } })
    expect(alarms.map(({ kind, reference }) => [kind, reference])).toEqual([['UNREADABLE', 'evt_odd']])
    expect(await broken()).toEqual([])
  })
  test('under an id that is none of the gateway’s is refused, and not stored', async () => {
    const body = new TextEncoder().encode('{"event":"payment.captured","payload":{}}')
    const before = await services.db.gatewayEvent.count()
    for (const eventId of ['', 'evt one', 'evt/1', 'e'.repeat(101)])
      expect(await recordEvent(services, { eventId, body }), eventId).toEqual({ ok: false, reason: 'EVENT_ID' })
    expect(await services.db.gatewayEvent.count()).toBe(before)
    expect(await recordEvent(services, { eventId: 'e'.repeat(100), body })).toEqual({ ok: true, isRepeat: false })
  })

  test('that the database did not take is told to each of its senders, and those after it are stored', async () => {
    const body = new TextEncoder().encode('{"event":"invoice.paid","payload":{}}')
    let isAway = true
    const db = new Proxy(services.db, {
      get: (target, name) =>
        name === '$queryRaw' && isAway
          ? () => Promise.reject(new Error('The database is away.'))
          : Reflect.get(target, name, target),
    })
    const send = (eventId: string) => recordEvent({ ...services, db }, { eventId, body })
    const lost = await Promise.allSettled(['evt_lost_1', 'evt_lost_2', 'evt_lost_3'].map(send))
    expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    isAway = false
    expect(await send('evt_lost_1')).toEqual({ ok: true, isRepeat: false })
    expect(await send('evt_lost_1')).toEqual({ ok: true, isRepeat: true })
  })
})
