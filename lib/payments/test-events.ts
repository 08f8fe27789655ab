import { randomUUID } from 'node:crypto'
import { paise } from '#lib/units/paise.ts'
import { demoPayment } from './gateway/demo.ts'
import { paymentEvent } from './gateway/demo-entities.ts'
import type { PaymentServices } from './payment-services.ts'
import { processEvent } from './process-event.ts'
import { recordEvent } from './record-event.ts'

export type TestEvent = {
  paymentId: string
  reference: string
  amount: number
  at?: string
  kind?: 'captured' | 'failed' | 'authorized'
  currency?: string
}

/** The bytes of an event as the gateway sends them. */
export function eventBody({ paymentId, reference, amount, at, kind = 'captured', currency }: TestEvent, now: Date) {
  const payment = { reference, amountPaise: paise(amount) }
  const outcome = ({ captured: 'success', failed: 'failure', authorized: 'pending' } as const)[kind]
  const text = JSON.stringify(paymentEvent(demoPayment(paymentId, payment, outcome, at ? new Date(at) : now)))
  return new TextEncoder().encode(currency ? text.replace('"INR"', `"${currency}"`) : text)
}

/** Lets the gateway tell of a payment, under an event id of its own unless one is given, and the portal act on it. */
export async function tell(services: PaymentServices, event: TestEvent, eventId = `evt_${randomUUID()}`) {
  const recorded = await recordEvent(services, { eventId, body: eventBody(event, services.now()) })
  await processEvent(services, eventId)
  return recorded
}
