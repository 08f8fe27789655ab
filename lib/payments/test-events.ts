import { randomUUID } from 'node:crypto'
import type { Services } from '#lib/platform/services.ts'
import { paise } from '#lib/units/paise.ts'
import { demoEvent } from './gateway/demo.ts'
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
  const payment = { vpa: 'demo@invalid', payeeName: 'Test', reference, note: '', amountPaise: paise(amount) }
  const outcome = ({ captured: 'success', failed: 'failure', authorized: 'pending' } as const)[kind]
  const text = JSON.stringify(demoEvent(paymentId, payment, outcome, at ? new Date(at) : now))
  return new TextEncoder().encode(currency ? text.replace('"INR"', `"${currency}"`) : text)
}

/** Lets the gateway tell of a payment, under an event id of its own unless one is given. */
export async function tell(services: Services, event: TestEvent, eventId = `evt_${randomUUID()}`) {
  return recordEvent(services, { eventId, body: eventBody(event, services.now()) })
}
