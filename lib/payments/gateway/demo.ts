import { randomBytes, randomInt } from 'node:crypto'
import { readUpiLink, type UpiPayment } from '#lib/payments/upi-link.ts'
import type { Clock } from '#lib/platform/clock.ts'
import { env } from '#lib/platform/env.ts'
import { appendToDemoLog, type DemoLogLine, readDemoLog } from './demo-log.ts'
import { signBody } from './razorpay-webhook.ts'

export type DemoOutcome = 'success' | 'failure' | 'pending'
export const DEMO_OUTCOMES: readonly DemoOutcome[] = ['success', 'failure', 'pending']

/** Calls the portal's webhook; the result is the HTTP status, 0 when nobody answered. */
export type Deliver = (body: string, headers: Record<string, string>) => Promise<number>

export type DemoPaid =
  | { ok: true; gatewayPaymentId: string; eventId: string; statuses: number[] }
  /** NOT_UPI: no such address. NOT_DEMO: it pays somebody real. */
  | { ok: false; reason: 'NOT_UPI' | 'NOT_DEMO' }

/**
 * Plays bank and gateway for the demo: reads a `upi://pay` address as a UPI app does, writes what it captured into its own
 * log and then calls the portal's webhook as Razorpay does, signed, `copies` times at once with the same event id.
 */
export async function payDemo(
  now: Clock,
  { uri, outcome, copies }: { uri: string; outcome: DemoOutcome; copies: number },
  deliver: Deliver = deliverHere,
): Promise<DemoPaid> {
  const payment = readUpiLink(uri)
  if (!payment) return { ok: false, reason: 'NOT_UPI' }
  if (payment.vpa !== env().upi.vpa || !payment.vpa.endsWith('@invalid')) return { ok: false, reason: 'NOT_DEMO' }

  const gatewayPaymentId = `pay_${randomBytes(9).toString('hex')}`
  const eventId = `evt_${randomBytes(9).toString('hex')}`
  const { reference, amountPaise } = payment
  const at = now()
  const body = JSON.stringify(demoEvent(gatewayPaymentId, payment, outcome, at))
  const captured: DemoLogLine = {
    ...{ kind: 'captured', paymentId: gatewayPaymentId, reference },
    ...{ amountPaise: amountPaise.toString(), at: at.toISOString() },
  }
  appendToDemoLog(...(outcome === 'success' ? [captured] : []), { kind: 'event', eventId, body })
  const statuses = await Promise.all(Array.from({ length: copies }, () => deliverEvent(eventId, body, deliver)))
  return { ok: true, gatewayPaymentId, eventId, statuses }
}

/**
 * Comes back, as Razorpay does, with each event that nobody took yet: none of its deliveries was answered 2xx, because
 * the portal or its database was away or was killed in between. Returns how many were taken now.
 */
export async function redeliverDemo(deliver: Deliver = deliverHere): Promise<number> {
  const waiting = new Map<string, string>()
  for (const line of readDemoLog()) {
    if (line.kind === 'event') waiting.set(line.eventId, line.body)
    if (line.kind === 'answered' && isTaken(line.status)) waiting.delete(line.eventId)
  }
  let taken = 0
  for (const [eventId, body] of waiting) if (isTaken(await deliverEvent(eventId, body, deliver))) taken++
  return taken
}

const isTaken = (status: number): boolean => status >= 200 && status < 300

/** Delivers an event once and writes down what was answered. */
async function deliverEvent(eventId: string, body: string, deliver: Deliver): Promise<number> {
  const status = await deliver(body, {
    'Content-Type': 'application/json',
    'X-Razorpay-Event-Id': eventId,
    'X-Razorpay-Signature': signBody(Buffer.from(body), env().gatewaySecrets[0] ?? ''),
  })
  appendToDemoLog({ kind: 'answered', eventId, status })
  return status
}

const EVENT_OF: Record<DemoOutcome, { event: string; status: string }> = {
  success: { event: 'payment.captured', status: 'captured' },
  failure: { event: 'payment.failed', status: 'failed' },
  pending: { event: 'payment.authorized', status: 'authorized' },
}

/** An event in Razorpay's documented shape (facts, 4.4). */
export function demoEvent(paymentId: string, payment: UpiPayment, outcome: DemoOutcome, at: Date): object {
  const seconds = Math.floor(at.getTime() / 1_000)
  const { event, status } = EVENT_OF[outcome]
  const entity = {
    ...{
      id: paymentId,
      entity: 'payment',
      amount: Number(payment.amountPaise),
      currency: 'INR',
      status,
      method: 'upi',
    },
    vpa: 'payer@invalid',
    acquirer_data: { rrn: randomInt(10 ** 11, 10 ** 12).toString() },
    notes: { reference: payment.reference },
    created_at: seconds,
  }
  return {
    ...{ entity: 'event', account_id: 'acc_demo', event, contains: ['payment'] },
    payload: { payment: { entity } },
    created_at: seconds,
  }
}

const deliverHere: Deliver = async (body, headers) => {
  try {
    const address = `http://127.0.0.1:${env().port}/api/webhooks/razorpay`
    const answer = await fetch(address, { method: 'POST', body, headers, signal: AbortSignal.timeout(10_000) })
    return answer.status
  } catch {
    return 0
  }
}
