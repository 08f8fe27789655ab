import { endAllExpiredAttempts } from './end-expired-attempts.ts'
import type { PaymentServices } from './payment-services.ts'
import { processEvent } from './process-event.ts'

/**
 * Acts on stored events that were not acted on, because the portal or its database stopped in between, and ends
 * attempts whose time is over. Run every minute; two at once do no harm. Returns how many events it has done.
 */
export async function sweepInbox(services: PaymentServices): Promise<{ processed: number; endedAttempts: number }> {
  const { db, now } = services
  const waiting = await db.gatewayEvent.findMany({
    where: { processedAt: null },
    orderBy: [{ receivedAt: 'asc' }, { eventId: 'asc' }],
    take: 500,
    select: { eventId: true },
  })
  let processed = 0
  for (const { eventId } of waiting) if (await processEvent(services, eventId)) processed++
  const endedAttempts = await endAllExpiredAttempts(db, now())
  return { processed, endedAttempts }
}
