import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { paise } from '#lib/units/paise.ts'
import type { Gateway, GatewayPayment } from './gateway/port.ts'
import { MemoryGateway } from './gateway/test-memory-gateway.ts'
import type { PaymentServices } from './payment-services.ts'
import { reconcile, sweepGateway } from './reconcile.ts'
import { startPayment } from './start-payment.ts'
import { makeBill, makeHome } from './test-bills.ts'

/** What the portal asks the gateway by itself, when, and what it makes of each answer. */
const MORNING = '2026-11-12T10:00:00+05:30'
let plain: TestServices
let memory: MemoryGateway

beforeAll(async () => {
  plain = await testServices(MORNING)
})
afterAll(() => plain.close())
beforeEach(async () => {
  plain.setTime(MORNING)
  memory = new MemoryGateway(plain.now)
  await plain.db.gatewayQr.updateMany({ data: { nextCheckAt: null } })
})

const at = (time: string) => plain.setTime(`2026-11-12T${time}+05:30`)
/** The gateway in memory, which gives some answers otherwise. */
const asking = (answers: Partial<Gateway> = {}): PaymentServices => ({ ...plain, gateway: { ...memory, ...answers } })

/** Somebody is shown a QR of the gateway for a bill of ₹500. */
async function shownQr() {
  const home = await makeHome(plain)
  const bill = await makeBill(plain, home, { of: '2026-10', own: 50_000 })
  const started = await startPayment(asking(), home.actor, { billId: bill.id })
  const id = started?.ok ? started.attemptId : ''
  const { reference } = await plain.db.paymentAttempt.findFirstOrThrow({ where: { id } })
  const qr = () => plain.db.gatewayQr.findFirstOrThrow({ where: { reference } })
  const { id: qrId } = await qr()
  const booked = () =>
    plain.db.payment.findMany({
      where: { connectionId: home.connectionId },
      orderBy: { receiptNo: 'asc' },
      select: { reference: true, billId: true },
    })
  return { home, bill, reference, qr, qrId, booked }
}

describe('about a QR', () => {
  test('is asked when it is due, those first that are due first, and of nobody where there is no gateway', async () => {
    const first = await shownQr()
    at('10:01:00')
    const second = await shownQr()
    at('10:06:00')
    expect(await reconcile(plain)).toEqual({ asked: 0, answered: 0 })
    const asked: string[] = []
    const paymentsOfQr: Gateway['paymentsOfQr'] = async (id) => {
      asked.push(id)
      return { ok: true, value: [] }
    }
    expect(await reconcile(asking({ paymentsOfQr }))).toEqual({ asked: 2, answered: 2 })
    expect(asked).toEqual([first.qrId, second.qrId])
    expect(await reconcile(asking({ paymentsOfQr }))).toEqual({ asked: 0, answered: 0 })
  })

  test('is asked again in five minutes where no answer came, and in an hour where one did, be it no', async () => {
    const { qr } = await shownQr()
    at('10:05:00')
    const away: Gateway['paymentsOfQr'] = async () => ({ ok: false, reason: 'AWAY', detail: 'silence' })
    expect(await reconcile(asking({ paymentsOfQr: away }))).toEqual({ asked: 1, answered: 0 })
    expect(await qr()).toMatchObject({ checksDone: 0, nextCheckAt: new Date('2026-11-12T10:10:00+05:30') })
    at('10:10:00')
    const no: Gateway['paymentsOfQr'] = async () => ({ ok: false, reason: 'REFUSED', detail: 'unknown' })
    expect(await reconcile(asking({ paymentsOfQr: no }))).toEqual({ asked: 1, answered: 1 })
    expect(await qr()).toMatchObject({ checksDone: 1, nextCheckAt: new Date('2026-11-12T11:10:00+05:30') })
  })

  test('is asked until money is captured: what failed or waits at a bank may still be paid', async () => {
    const { qr, booked, reference } = await shownQr()
    at('10:03:00')
    const money = memory.capture(reference, paise(50_000))
    const saying = (status: GatewayPayment['status']): Gateway['paymentsOfQr'] => {
      return async () => ({ ok: true, value: [{ ...money, status }] })
    }
    at('10:05:00')
    await reconcile(asking({ paymentsOfQr: saying('FAILED') }))
    expect([(await qr()).nextCheckAt, await booked()]).toEqual([new Date('2026-11-12T11:05:00+05:30'), []])
    at('11:05:00')
    await reconcile(asking({ paymentsOfQr: saying('CAPTURED') }))
    expect([(await qr()).nextCheckAt, await booked()]).toMatchObject([null, [{ reference: money.id }]])
  })

  test('books what names nobody for the QR, what names somebody for them, the oldest first', async () => {
    const [asha, other] = [await shownQr(), await shownQr()]
    at('10:04:00')
    const later = memory.capture(asha.reference, paise(100))
    at('10:03:00')
    const earlier = memory.capture(asha.reference, paise(200))
    const theirs = memory.capture(other.bill.paymentReference, paise(300))
    at('10:05:00')
    const value = [{ ...later, reference: null }, earlier, theirs]
    const paymentsOfQr: Gateway['paymentsOfQr'] = async (id) => ({ ok: true, value: id === asha.qrId ? value : [] })
    await reconcile(asking({ paymentsOfQr }))
    expect((await asha.booked()).map(({ reference }) => reference)).toEqual([earlier.id, later.id])
    expect(await other.booked()).toEqual([{ reference: theirs.id, billId: other.bill.id }])
  })
})

describe('about all of a day', () => {
  const swept = async (services: PaymentServices) => {
    await plain.db.gatewaySweep.deleteMany()
    return sweepGateway(services)
  }

  test('is asked of nobody where there is no gateway, and again at once where no answer came', async () => {
    const paymentsBetween: Gateway['paymentsBetween'] = async () => ({ ok: false, reason: 'AWAY', detail: 'silence' })
    expect(await swept(plain)).toBeNull()
    expect(await swept(asking({ paymentsBetween }))).toBeNull()
    expect(await plain.db.gatewaySweep.count()).toBe(0)
    expect(await sweepGateway(asking())).toBe(0)
  })

  test('takes what was captured and is not in the books, once', async () => {
    const { bill, booked } = await shownQr()
    const reference = bill.paymentReference
    const captured = memory.capture(reference, paise(50_000))
    const waits = { ...captured, id: 'pay_waits', status: 'AUTHORIZED' } as const
    const failed = { ...captured, id: 'pay_failed', status: 'FAILED' } as const
    const paymentsBetween: Gateway['paymentsBetween'] = async () => ({ ok: true, value: [waits, failed, captured] })
    expect([await swept(asking({ paymentsBetween })), await swept(asking({ paymentsBetween }))]).toEqual([1, 0])
    expect(await booked()).toEqual([{ reference: captured.id, billId: bill.id }])
  })

  test('leaves what names nobody to its QR for half a day, and no longer', async () => {
    const nameless = { ...memory.capture('NOBODY', paise(700)), reference: null }
    const paymentsBetween: Gateway['paymentsBetween'] = async () => ({ ok: true, value: [nameless] })
    for (const [time, taken] of [
      ['21:59:59', 0],
      ['22:00:00', 1],
    ] as const) {
      at(time)
      expect(await swept(asking({ paymentsBetween })), time).toBe(taken)
    }
  })
})
