import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { untilWaiting } from '#lib/platform/test-waiting.ts'
import { paise } from '#lib/units/paise.ts'
import type { GatewayPayment } from './gateway/port.ts'
import { lockConnection } from './lock-connection.ts'
import { startPayment } from './start-payment.ts'
import { takePayment } from './take-payment.ts'
import { makeBill, makeHome } from './test-bills.ts'

const NOW = new Date('2026-11-12T10:00:00+05:30')
let services: TestServices

beforeAll(async () => {
  services = await testServices(NOW.toISOString())
})
afterAll(() => services.close())

/** Somebody has begun to pay a bill of ₹500. */
async function attempted() {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const started = await startPayment(services, home.actor, { billId: bill.id })
  const id = started?.ok ? started.attemptId : ''
  const { reference } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id } })
  /** How it came to where it is. */
  const moves = async () =>
    (await services.db.paymentStateChange.findMany({ where: { attemptId: id }, orderBy: { position: 'asc' } })).map(
      ({ toState, at, eventId }) => ({ toState, at, eventId }),
    )
  return { home, reference, moves }
}

const word = (status: GatewayPayment['status'], reference: string | null, more: Partial<GatewayPayment> = {}) => ({
  ...{ id: `pay_${reference}`, status, amountPaise: paise(50_000), currency: 'INR', reference, utr: '123456789012' },
  ...{ paidAt: NOW, ...more },
})
const take = (payment: GatewayPayment, eventId: string | null = null) =>
  services.db.$transaction((tx) => takePayment(tx, NOW, payment, eventId))

describe('the gateway’s word on a payment', () => {
  test('that it has the money is booked once, with the event that told it', async () => {
    const { reference, moves } = await attempted()
    expect(await take(word('CAPTURED', reference), 'evt_paid')).toBe(true)
    expect(await take(word('CAPTURED', reference), 'evt_again')).toBe(false)
    const payment = await services.db.payment.findMany({ where: { reference: `pay_${reference}` } })
    expect(payment).toMatchObject([{ channel: 'UPI', utr: '123456789012', paidAt: NOW }])
    expect((await moves()).at(-1)).toEqual({ toState: 'PAID', at: NOW, eventId: 'evt_paid' })
  })

  test.each([
    ['FAILED', 'FAILED'],
    ['AUTHORIZED', 'PENDING'],
  ] as const)('%s moves the attempt to %s and books nothing', async (status, toState) => {
    const { reference, moves } = await attempted()
    const before = await moves()
    expect(await take(word(status, reference), 'evt_told')).toBe(false)
    expect(await moves()).toEqual([...before, { toState, at: NOW, eventId: 'evt_told' }])
    expect(await services.db.payment.count({ where: { reference: `pay_${reference}` } })).toBe(0)
  })

  test('that one is about to be made, or failed for nobody known, moves nothing', async () => {
    const { reference, moves } = await attempted()
    const before = await moves()
    expect(await take(word('CREATED', reference))).toBe(false)
    expect(await take(word('CREATED', null))).toBe(false)
    expect(await take(word('FAILED', null))).toBe(false)
    expect(await take(word('FAILED', 'NOBODY'))).toBe(false)
    expect(await moves()).toEqual(before)
  })

  test('waits for whoever has the connection’s money in hand, also of a failure', async () => {
    const { home, reference, moves } = await attempted()
    const [held, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const other = services.db.$transaction(
      async (tx) => {
        await lockConnection(tx, home.connectionId)
        held.resolve()
        await over.promise
      },
      { timeout: 15_000 },
    )
    await held.promise
    const taking = take(word('FAILED', reference))
    await untilWaiting(services, 1)
    over.resolve()
    await Promise.all([other, taking])
    expect((await moves()).at(-1)).toMatchObject({ toState: 'FAILED' })
  })

  test.each([
    ['2026-11-12T09:55:00+05:30', '2026-11-12T09:55:00+05:30'],
    ['2026-11-12T10:05:00+05:30', NOW.toISOString()],
  ])('with the time %s is of %s: money does not come from the future', async (said, kept) => {
    const { reference } = await attempted()
    await take(word('CAPTURED', reference, { paidAt: new Date(said) }))
    const payment = await services.db.payment.findFirst({ where: { reference: `pay_${reference}` } })
    expect(payment?.paidAt).toEqual(new Date(kept))
  })

  test('other money than rupees is an alarm and no booking, also where it names nobody', async () => {
    const { home, reference } = await attempted()
    expect(await take(word('CAPTURED', reference, { currency: 'USD' }))).toBe(false)
    expect(await take(word('CAPTURED', null, { currency: 'USD' }))).toBe(false)
    const alarms = await services.db.paymentAlarm.findMany({ where: { kind: 'WRONG_CURRENCY' } })
    expect(alarms.map(({ detail }) => detail)).toEqual([
      { currency: 'USD', amount: '50000', reference },
      { currency: 'USD', amount: '50000' },
    ])
    expect(await services.db.message.findMany({ where: { kind: 'PAYMENT_NOT_RUPEES' } })).toMatchObject([
      { toMobile: home.mobile, text: expect.stringContaining('USD') },
    ])
  })
})
