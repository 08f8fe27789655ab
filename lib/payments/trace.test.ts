import { randomBytes, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { sendDue } from '#lib/messaging/send-due.ts'
import { testLine } from '#lib/messaging/test-messages.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { StepLine } from '#lib/platform/trace.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { sendBillingEvents } from './billing-webhook/send-billing-events.ts'
import { type TestReceiver, testReceiver } from './billing-webhook/test-receiver.ts'
import { demoPayment } from './gateway/demo.ts'
import { paymentEvent } from './gateway/demo-entities.ts'
import { appendToDemoLog } from './gateway/demo-log.ts'
import { type TestGateway, testGateway } from './gateway/test-gateway.ts'
import type { PaymentServices } from './payment-services.ts'
import { processEvent } from './process-event.ts'
import { reconcile } from './reconcile.ts'
import { recordEvent } from './record-event.ts'
import { requestRefund } from './request-refund.ts'
import { sendRefunds } from './send-refunds.ts'
import { startPayment } from './start-payment.ts'
import { type Home, makeBill, makeHome, type TestBill } from './test-bills.ts'
import { Crash, mortal } from './test-crash.ts'
import { agreeToRefund } from './test-refunds.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'traces-'))
const KEY = randomBytes(32)
const written = vi.spyOn(console, 'info').mockImplementation(() => undefined)
const lines = (): StepLine[] => written.mock.calls.map(([line]) => JSON.parse(String(line)))
const steps = () => lines().map(({ step }) => step)
let plain: TestServices
let stand: TestGateway
let receiver: TestReceiver
let services: PaymentServices

beforeAll(async () => {
  vi.stubEnv('PORTAL_DATA_DIR', folder)
  receiver = await testReceiver()
  vi.stubEnv('BILLING_WEBHOOK_URL', receiver.url)
  vi.stubEnv('BILLING_WEBHOOK_SECRET', `whsec_${KEY.toString('base64')}`)
  plain = await testServices('2026-11-05T10:00:00+05:30')
  stand = await testGateway(plain.now)
  services = { ...plain, gateway: stand.gateway }
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await receiver.close()
  await stand.close()
  await plain.close()
  fs.rmSync(folder, { recursive: true })
})
beforeEach(() => {
  written.mockClear()
  stand.traceparents.length = 0
})

async function begun(): Promise<{ home: Home; bill: TestBill; attemptId: string; reference: string; trace: string }> {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const started = await startPayment(services, home.actor, { billId: bill.id })
  const attemptId = started?.ok ? started.attemptId : ''
  const { reference } = await plain.db.paymentAttempt.findFirstOrThrow({ where: { id: attemptId } })
  return { home, bill, attemptId, reference, trace: attemptId.replaceAll('-', '') }
}

/** Somebody's bank pays: the gateway has it, and `told` is what its event says. */
function captured(reference: string) {
  const line = demoPayment(
    `pay_${randomUUID().slice(0, 13)}`,
    { reference, amountPaise: paise(50_000) },
    'success',
    services.now(),
  )
  appendToDemoLog(line)
  return { paymentId: line.paymentId, body: new TextEncoder().encode(JSON.stringify(paymentEvent(line))) }
}

async function told(body: Uint8Array<ArrayBuffer>, eventId = `evt_${randomUUID()}`, by = services) {
  await recordEvent(by, { eventId, body })
  await processEvent(by, eventId)
}

/** The demo's messages count as sent when they are written; here somebody sends them. */
async function send({ mobile }: Home) {
  await plain.db.message.updateMany({ where: { toMobile: mobile }, data: { state: 'WAITING', sentAt: null } })
  await sendDue(services, testLine('SMS'))
  await sendBillingEvents(services, { url: receiver.url, keys: [KEY] })
}

test('a payment that is told twice and given back is one trace, from the button to the last message', async () => {
  const { home, trace, reference } = await begun()
  const { paymentId, body } = captured(reference)
  await told(body, 'evt_first')
  await told(body, 'evt_second')
  await send(home)
  expect(steps()).toEqual([
    ...['gateway.called', 'payment.started'],
    ...['gateway.called', 'webhook.handled', 'ledger.booked', 'receipt.numbered', 'billing.queued', 'message.queued'],
    ...['gateway.called', 'webhook.handled', 'ledger.known'],
    ...['message.sent', 'billing.told'],
  ])
  const booked = lines().filter(({ step }) => step.startsWith('ledger.'))
  expect(booked.map(({ channel }) => channel)).toEqual(['UPI', 'UPI'])

  written.mockClear()
  const payment = await plain.db.payment.findFirstOrThrow({ where: { reference: paymentId } })
  const wanted = { refundId: randomUUID(), paymentId: payment.id, amountPaise: paise(50_000) }
  await requestRefund(services, testOfficer('CLERK'), { ...wanted, reason: 'PAID_TWICE' })
  await agreeToRefund(services, wanted.refundId)
  await sendRefunds(services)
  await send(home)
  expect([...new Set(steps())]).toEqual([
    ...['refund.asked', 'refund.decided', 'billing.queued', 'gateway.called', 'refund.sent'],
    ...['refund.booked', 'message.queued', 'message.sent', 'billing.told'],
  ])
  expect(new Set(lines().map((line) => line.trace))).toEqual(new Set([trace]))
  expect(lines().map(({ outcome = 'ok' }) => outcome)).not.toContain('failed')
})

test('the gateway and the billing system are told which trace and step it is', async () => {
  const { home, trace, reference } = await begun()
  await told(captured(reference).body)
  await send(home)
  const calls = lines().filter(({ step }) => step === 'gateway.called')
  expect(calls.map(({ kind }) => kind)).toEqual(['createQr', 'payment'])
  expect(stand.traceparents).toEqual(calls.map(({ span }) => `00-${trace}-${span}-01`))
  const last = lines().findLast(({ step }) => step === 'billing.told')
  expect(receiver.received.at(-1)?.traceparent).toBe(`00-${trace}-${last?.span}-01`)
  expect(trace).toMatch(/^[0-9a-f]{32}$/)
  expect(last?.span).toMatch(/^[0-9a-f]{16}$/)
})

test('two who pay at once have two traces', async () => {
  const both = await Promise.all([begun(), begun()])
  const payments = both.map(({ reference }) => captured(reference))
  written.mockClear()
  await Promise.all(payments.map(({ body }) => told(body)))
  for (const { trace } of both)
    expect(
      lines()
        .filter((line) => line.trace === trace)
        .map(({ step }) => step),
    ).toEqual([
      ...['gateway.called', 'webhook.handled', 'ledger.booked', 'receipt.numbered', 'billing.queued', 'message.queued'],
    ])
})

test('money whose event was lost is found in the trace of its attempt', async () => {
  const { trace, reference } = await begun()
  captured(reference)
  written.mockClear()
  plain.setTime('2026-11-05T10:06:00+05:30')
  await reconcile(services)
  const own = lines().filter((line) => line.trace === trace)
  expect(own.map(({ step }) => step)).toEqual([
    ...(['gateway.called', 'gateway.asked', 'ledger.booked', 'receipt.numbered'] as const),
    ...(['billing.queued', 'message.queued'] as const),
  ])
})

test('what was rolled back is not told as done', async () => {
  const { reference } = await begun()
  const { body } = captured(reference)
  const eventId = `evt_${randomUUID()}`
  await recordEvent(services, { eventId, body })
  written.mockClear()
  // Far enough in that the ledger has its rows.
  await processEvent(mortal(services, 20), eventId).catch((error) => expect(error).toBeInstanceOf(Crash))
  expect(lines().map(({ step, outcome }) => [step, outcome])).toEqual([
    ['gateway.called', 'ok'],
    ['webhook.handled', 'failed'],
  ])
  await processEvent(services, eventId)
  expect(steps()).toContain('ledger.booked')
})

test('nothing of a person, a bill or an amount is in it', async () => {
  const { home, bill, reference } = await begun()
  const { paymentId, body } = captured(reference)
  await told(body)
  await send(home)
  const known = new Set(['at', 'step', 'trace', 'span', 'parent', 'ms', 'outcome', 'channel', 'kind', 'event'])
  expect(lines().flatMap((line) => Object.keys(line).filter((field) => !known.has(field)))).toEqual([])
  const text = written.mock.calls.join('\n')
  const personal = [home.mobile, home.consumerNo, home.connectionId, home.actor.consumerId, bill.id, bill.billNo]
  for (const canary of [...personal, reference, paymentId, 'Test Holder', 'Plot 0', '50000', '500.00'])
    expect(text, canary).not.toContain(canary)
})
