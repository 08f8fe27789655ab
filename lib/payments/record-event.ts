import type { Services } from '#lib/platform/services.ts'
import { processEvent } from './process-event.ts'

/** `x-razorpay-event-id` as it may come; anything longer is not theirs. */
const EVENT_ID = /^[\w.-]{1,100}$/

/**
 * Takes a signed event of the gateway: stores its bytes first, then acts on it. A repeat meets its own row and changes
 * nothing. Once stored it is safe: what cannot be done now is done by `sweepInbox`. Throws only when it is not stored.
 */
export async function recordEvent(
  services: Services,
  { eventId, body }: { eventId: string; body: Uint8Array<ArrayBuffer> },
): Promise<{ ok: true; isRepeat: boolean } | { ok: false; reason: 'EVENT_ID' }> {
  if (!EVENT_ID.test(eventId)) return { ok: false, reason: 'EVENT_ID' }
  const stored = await services.db.gatewayEvent.createMany({
    data: [{ eventId, body, receivedAt: services.now() }],
    skipDuplicates: true,
  })
  await processEvent(services, eventId)
  return { ok: true, isRepeat: stored.count === 0 }
}
