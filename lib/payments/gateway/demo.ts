import { randomBytes, randomInt } from 'node:crypto'
import { readUpiLink, type UpiPayment } from '#lib/payments/upi-link.ts'
import type { Clock } from '#lib/platform/clock.ts'
import { env } from '#lib/platform/env.ts'
import { demoBook } from './demo-book.ts'
import { type Deliver, deliverDemoEvent } from './demo-deliver.ts'
import { paymentEvent } from './demo-entities.ts'
import type { DemoPaymentLine } from './demo-log.ts'

export type DemoOutcome = 'success' | 'failure' | 'pending'
export const DEMO_OUTCOMES: readonly DemoOutcome[] = ['success', 'failure', 'pending']

export type DemoPaid =
  | { ok: true; gatewayPaymentId: string; eventId: string; statuses: number[] }
  /** NOT_UPI: no such address. NOT_DEMO: it pays somebody real. CLOSED: the QR has run out or was paid already. */
  | { ok: false; reason: 'NOT_UPI' | 'NOT_DEMO' | 'CLOSED' }

/**
 * Plays bank and UPI app for the demo: reads a `upi://pay` address as an app does, writes what became of it into the
 * gateway's own log and then lets the gateway call the portal's webhook. A QR that the gateway made takes one payment
 * of its own amount, until its time is over; a bill's printed one takes what comes.
 */
export async function payDemo(
  now: Clock,
  { uri, outcome, copies }: { uri: string; outcome: DemoOutcome; copies: number },
  deliver?: Deliver,
): Promise<DemoPaid> {
  const payment = readUpiLink(uri)
  if (!payment) return { ok: false, reason: 'NOT_UPI' }
  if (payment.vpa !== env().upi.vpa || !payment.vpa.endsWith('@invalid')) return { ok: false, reason: 'NOT_DEMO' }
  if (closedBecause(payment.reference, now())) return { ok: false, reason: 'CLOSED' }

  const line = demoPayment(`pay_${randomBytes(9).toString('hex')}`, payment, outcome, now())
  const delivered = await deliverDemoEvent([line], paymentEvent(line), copies, deliver)
  return { ok: true, gatewayPaymentId: line.paymentId, ...delivered }
}

const KIND_OF = { success: 'captured', failure: 'failed', pending: 'authorized' } as const

/** A payment as the gateway writes it down. */
export function demoPayment(
  paymentId: string,
  { reference, amountPaise }: Pick<UpiPayment, 'reference' | 'amountPaise'>,
  outcome: DemoOutcome,
  at: Date,
): DemoPaymentLine {
  const utr = randomInt(10 ** 11, 10 ** 12).toString()
  return {
    ...{ kind: KIND_OF[outcome], paymentId, reference, amountPaise: amountPaise.toString() },
    ...{ at: at.toISOString(), utr },
  }
}

/** Why the gateway takes no payment by a QR of its own; null while it takes one, and for QR codes that it did not make. */
export function closedBecause(reference: string, now: Date): 'PAID' | 'EXPIRED' | null {
  const qr = demoBook().qrOf(reference)
  if (!qr) return null
  const isPaid = demoBook()
    .payments()
    .some((payment) => payment.reference === reference && payment.kind === 'captured')
  if (isPaid) return 'PAID'
  return new Date(qr.closesAt) < now ? 'EXPIRED' : null
}
