import type { Tx } from '#lib/platform/db.ts'
import { dayOf } from '#lib/units/ist.ts'
import { raiseAlarm } from './raise-alarm.ts'

/**
 * Razorpay turns a webhook off after a day of failures and tells nobody (its best practices for webhooks). A quarter of
 * that: a single event that is lost at night is no silence yet.
 */
const SILENT_MS = 6 * 3_600_000

/**
 * Money was found by asking that no event had told of. Where none has come for six hours either, the webhook is off or was
 * never set up: an alarm, once a day. Of an event that waits to be acted on the gateway has told.
 */
export async function noteSilence(tx: Tx, now: Date): Promise<void> {
  const since = new Date(now.getTime() - SILENT_MS)
  const heard = await tx.gatewayEvent.findFirst({
    where: { OR: [{ processedAt: { gte: since } }, { processedAt: null, receivedAt: { gte: since } }] },
    select: { eventId: true },
  })
  if (!heard) await raiseAlarm(tx, 'WEBHOOK_SILENT', dayOf(now), { at: now, detail: {} })
}
