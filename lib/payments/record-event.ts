import type { PaymentServices } from './payment-services.ts'

/** `x-razorpay-event-id` as it may come; anything longer is not theirs. */
const EVENT_ID = /^[\w.-]{1,100}$/

/**
 * Stores a signed event of the gateway: its exact bytes, under its id. A repeat meets its own row and changes nothing.
 * Once stored it is safe and may be answered; it is acted on apart (`processEvent`, at the latest by the sweep). Throws
 * when it is not stored.
 */
export async function recordEvent(
  { db, now }: PaymentServices,
  { eventId, body }: { eventId: string; body: Uint8Array<ArrayBuffer> },
): Promise<{ ok: true; isRepeat: boolean } | { ok: false; reason: 'EVENT_ID' }> {
  if (!EVENT_ID.test(eventId)) return { ok: false, reason: 'EVENT_ID' }
  const stored = await db.gatewayEvent.createMany({
    data: [{ eventId, body, receivedAt: now() }],
    skipDuplicates: true,
  })
  return { ok: true, isRepeat: stored.count === 0 }
}
