import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { faults, tellFault } from '#lib/platform/test-faults.ts'
import { chance } from '#lib/platform/test-random.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { payDemo } from './gateway/demo.ts'
import { demoBook } from './gateway/demo-book.ts'
import { readDemoLog } from './gateway/demo-log.ts'
import { setDemoModes } from './gateway/demo-modes.ts'
import { GATEWAY_MOODS, type GatewayMood, type TestGateway, testGateway } from './gateway/test-gateway.ts'
import { getAttempt } from './get-attempt.ts'
import type { PaymentServices } from './payment-services.ts'
import { processEvent } from './process-event.ts'
import { reconcile, sweepGateway } from './reconcile.ts'
import { recordEvent } from './record-event.ts'
import { requestRefund } from './request-refund.ts'
import { sendRefunds } from './send-refunds.ts'
import { startPayment } from './start-payment.ts'
import { sweepInbox } from './sweep-inbox.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { agreeToRefund } from './test-refunds.ts'
import { verifyLedger } from './verify-ledger.ts'

/** Fault F7: a gateway that fails in one way at every second call, while people pay and a third of its events are lost. */
const { count: PAYMENTS, seed: SEED } = faults(2, 200)
const OWN = 50_000
const HOUR_MS = 3_600_000

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gateway-faults-'))
let plain: TestServices
let stand: TestGateway
let services: PaymentServices

beforeAll(async () => {
  vi.stubEnv('PORTAL_DATA_DIR', folder)
  plain = await testServices('2026-11-12T10:00:00+05:30')
  stand = await testGateway(plain.now)
  services = { ...plain, gateway: stand.gateway }
  // A gateway that says nothing is given up after a sixth of a second instead of eight.
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => timeout(milliseconds / 50))
  // Events are delivered below, or not; a refund's never.
  setDemoModes({ api: 'ok', webhooks: 'lost' })
})
beforeEach(() => stand.behave(() => 'well'))
afterAll(async () => {
  setDemoModes({ api: 'ok', webhooks: 'ok' })
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await stand.close()
  await plain.close()
  fs.rmSync(folder, { recursive: true })
})

/** Somebody pays a bill, by the QR of their attempt or, without one, by the printed one. */
async function pay(isEventLost: boolean): Promise<string> {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: OWN })
  const started = await startPayment(services, home.actor, { billId: bill.id })
  if (!started?.ok) throw new Error('The bill could not be paid.')
  const { connectionId } = home
  const attempt = await getAttempt(services, home.actor, { connectionId, attemptId: started.attemptId })
  const printed = `upi://pay?pa=demo%40invalid&pn=X&tr=${bill.paymentReference}&tn=Bill&am=500.00&cu=INR`
  setDemoModes({ api: 'ok', webhooks: isEventLost ? 'lost' : 'ok' })
  const paid = await payDemo(
    services.now,
    { uri: attempt?.upiLink ?? printed, outcome: 'success', copies: 1 },
    async (body, headers) => {
      const eventId = headers['X-Razorpay-Event-Id'] ?? ''
      await recordEvent(services, { eventId, body: new TextEncoder().encode(body) })
      await processEvent(services, eventId)
      return 200
    },
  )
  setDemoModes({ api: 'ok', webhooks: 'lost' })
  if (!paid.ok) throw new Error(paid.reason)
  return paid.gatewayPaymentId
}

/** What the schedule does within an hour. */
async function round(): Promise<void> {
  plain.setTime(new Date(plain.now().getTime() + HOUR_MS).toISOString())
  for (const chore of [sweepInbox, reconcile, sweepGateway, sendRefunds]) await chore(services)
}

const booked = async (ids: readonly string[]) =>
  (await plain.db.payment.findMany({ where: { reference: { in: [...ids] } }, orderBy: { reference: 'asc' } })).map(
    ({ reference, amountPaise }) => [reference, Number(amountPaise)],
  )

describe('whatever way the gateway fails at every second call', () => {
  test.each(GATEWAY_MOODS)(
    '(%s) what it captured is booked within two rounds, and a refund is given once',
    async (bad) => {
      const random = chance(SEED + GATEWAY_MOODS.indexOf(bad))
      const mood = (): GatewayMood => (random() < 0.5 ? bad : 'well')
      stand.behave(mood)
      const ids: string[] = []
      for (let index = 0; index < PAYMENTS; index++) ids.push(await pay(random() < 0.3))
      await round()
      stand.behave(() => 'well')
      await round()
      await round()
      expect(await booked(ids)).toEqual(ids.toSorted().map((id) => [id, OWN]))

      stand.behave(mood)
      const [first = ''] = ids
      const payment = await plain.db.payment.findFirstOrThrow({ where: { reference: first } })
      const refundId = randomUUID()
      const asked = { refundId, paymentId: payment.id, amountPaise: paise(20_000), reason: 'PAID_TWICE' } as const
      await requestRefund(services, testOfficer('BILLING_OFFICER'), asked)
      await agreeToRefund(services, refundId)
      for (let tries = 0; tries < 3; tries++) await sendRefunds(services)
      stand.behave(() => 'well')
      await round()
      expect((await plain.db.refund.findFirstOrThrow({ where: { id: refundId } })).state).toBe('PAID')
      expect(demoBook().refundsOf(first)).toHaveLength(1)

      const verified = await verifyLedger(services, readDemoLog())
      expect(verified.flatMap(({ id, broken }) => broken.map((found) => `${id} ${found}`))).toEqual([])
      expect(await plain.db.paymentAlarm.findMany({ where: { clearedAt: null }, select: { kind: true } })).toEqual([])
      tellFault({
        fault: `F7 gateway ${bad}`,
        seed: SEED,
        acknowledged: ids.length,
        found: ids.length,
        ledger: 'holds',
      })
    },
  )
})
