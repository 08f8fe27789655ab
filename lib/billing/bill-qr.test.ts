import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { payDemo } from '#lib/payments/gateway/demo.ts'
import { setDemoModes } from '#lib/payments/gateway/demo-modes.ts'
import { type TestGateway, testGateway } from '#lib/payments/gateway/test-gateway.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import { processEvent } from '#lib/payments/process-event.ts'
import { reconcile } from '#lib/payments/reconcile.ts'
import { recordEvent } from '#lib/payments/record-event.ts'
import { startPayment } from '#lib/payments/start-payment.ts'
import { type Home, makeBill, makeHome, type TestBill } from '#lib/payments/test-bills.ts'
import { tell } from '#lib/payments/test-events.ts'
import { readUpiLink } from '#lib/payments/upi-link.ts'
import { verifyLedger } from '#lib/payments/verify-ledger.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { paise } from '#lib/units/paise.ts'
import { billQr } from './bill-qr.ts'
import { getBill } from './get-bill.ts'
import { getPrintableBill } from './pdf/get-printable-bill.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bill-qr-'))
let plain: TestServices
let stand: TestGateway
let services: PaymentServices
let home: Home
let bill: TestBill

beforeAll(async () => {
  vi.stubEnv('PORTAL_DATA_DIR', folder)
  vi.stubEnv('PAYMENT_GATEWAY', 'razorpay')
  vi.stubEnv('BILL_QR', 'gateway')
  plain = await testServices('2026-11-03T10:00:00+05:30')
  stand = await testGateway(plain.now)
  services = { ...plain, gateway: stand.gateway }
})
beforeEach(async () => {
  plain.setTime('2026-11-03T10:00:00+05:30')
  home = await makeHome(services)
  bill = await makeBill(services, home, { of: '2026-10', own: 107_500, prompt: 2_130, digital: 1_065 })
})
afterEach(() => setDemoModes({ api: 'ok', webhooks: 'ok' }))
afterAll(async () => {
  const verified = await verifyLedger(services, null)
  expect(verified.filter(({ broken }) => broken.length > 0)).toEqual([])
  vi.unstubAllEnvs()
  await stand.close()
  await plain.close()
  fs.rmSync(folder, { recursive: true })
})

const look = async (of = bill) => {
  const view = await getBill(services, home.actor, { connectionId: home.connectionId, billId: of.id })
  return view && billQr(services, view, 'en')
}
const printed = async () => {
  const place = { connectionId: home.connectionId, billId: bill.id, languages: ['hi'] as const }
  return (await getPrintableBill(services, home.actor, place))?.sheets[0]
}
const made = () => services.db.gatewayQr.findMany({ where: { reference: bill.paymentReference } })
const owed = async () => [
  totalUnpaid(await billStandings(services.db, home.connectionId)),
  await advanceOf(services.db, home.connectionId),
]
const scan = (uri: string) =>
  payDemo(services.now, { uri, outcome: 'success', copies: 1 }, async (body, headers) => {
    const eventId = headers['X-Razorpay-Event-Id'] ?? ''
    await recordEvent(services, { eventId, body: new TextEncoder().encode(body) })
    await processEvent(services, eventId)
    return 200
  })

describe('a bill’s QR of the gateway', () => {
  test('is made when the bill is first looked at, on its page or on paper, and never again', async () => {
    expect(await made()).toHaveLength(0)
    const qr = await look()
    expect(readUpiLink(qr?.link ?? '')).toMatchObject({ reference: bill.paymentReference, amountPaise: 107_500n })
    expect(await look()).toEqual(qr)
    expect((await printed())?.payLink).toBe(qr?.link)
    expect(await made()).toHaveLength(1)
  })

  test('is made for nobody who may not see the bill', async () => {
    const stranger = await makeHome(services)
    const place = { connectionId: home.connectionId, billId: bill.id, languages: ['hi'] } as const
    expect(await getPrintableBill(services, stranger.actor, place)).toBeNull()
    expect(await made()).toHaveLength(0)
  })

  test('is missing, and nothing else, while the gateway does not answer', async () => {
    setDemoModes({ api: 'down', webhooks: 'ok' })
    expect(await look()).toBeNull()
    const paper = await printed()
    expect(paper?.payLink).toBeNull()
    expect(paper?.bill.pay.qr).toBeNull()
    setDemoModes({ api: 'ok', webhooks: 'ok' })
    expect(await look()).not.toBeNull()
  })

  test('is asked about as an attempt’s is, when its event was lost', async () => {
    const qr = await look()
    setDemoModes({ api: 'ok', webhooks: 'lost' })
    await scan(qr?.link ?? '')
    expect(await owed()).toEqual([107_500n, 0n])
    plain.setTime('2026-11-03T10:06:00+05:30')
    await reconcile(services)
    // Paid in full and early: the rebates come back as money paid ahead.
    expect(await owed()).toEqual([0n, 3_195n])
  })

  test('looked at by many at once, whichever QR is paid settles the bill once', async () => {
    const qrs = await Promise.all(Array.from({ length: 8 }, () => look()))
    expect(qrs.every((qr) => qr !== null)).toBe(true)
    await scan(qrs[7]?.link ?? '')
    expect(await owed()).toEqual([0n, 3_195n])
  })
})

describe('a bill’s standing QR', () => {
  test('is valid after the due date', async () => {
    plain.setTime('2026-11-30T10:00:00+05:30')
    const qr = await look()
    await scan(qr?.link ?? '')
    expect(await owed()).toEqual([0n, 0n])
  })

  test('is not shown once something was paid; who pays the whole by it all the same has paid ahead', async () => {
    const qr = await look()
    await tell(plain, { paymentId: 'pay_part', reference: bill.paymentReference, amount: 40_000 })
    expect(await look()).toBeNull()
    await tell(plain, { paymentId: 'pay_standing', reference: bill.paymentReference, amount: 107_500 })
    expect(qr).not.toBeNull()
    // 67,500 were left, less the prompt rebate of 2,130.
    expect(await owed()).toEqual([0n, 42_130n])
  })

  test('of an old bill settles the old one; surcharge and the new bill stay open on the newest', async () => {
    plain.setTime('2026-12-03T10:00:00+05:30')
    const newer = await makeBill(services, home, { of: '2026-11', own: 50_000, surcharge: 1_075 })
    await tell(plain, { paymentId: 'pay_old_paper', reference: bill.paymentReference, amount: 107_500 })
    expect(await owed()).toEqual([51_075n, 0n])
    const view = await getBill(services, home.actor, { connectionId: home.connectionId, billId: newer.id })
    expect(view).toMatchObject({ state: 'PART_PAID', unpaidPaise: 51_075n })
    const rest = await startPayment(services, home.actor, { billId: newer.id })
    expect(rest).toMatchObject({ ok: true })
    // A second payment by the old paper clears the newest bill, and what is over is paid ahead.
    await tell(plain, { paymentId: 'pay_old_again', reference: bill.paymentReference, amount: 107_500 })
    expect(await owed()).toEqual([0n, paise(56_425)])
  })
})
