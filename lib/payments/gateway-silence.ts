import type { Tx } from '#lib/platform/db.ts'
import { dayOf } from '#lib/units/ist.ts'
import { raiseAlarm } from './raise-alarm.ts'

/**
 * Razorpay turns a webhook off after a day of failures and tells nobody (its best practices for webhooks). A quarter of
 * that: a single event that is lost at night is no silence yet.
 */
const SILENT_MS = 6 * 3_600_000
/** After a night on which nobody paid, the first event of the morning may be late by itself; of two, one comes. */
const UNHEARD = 2

/**
 * Money was found by asking that no event had told of. Where none has come for six hours either, and it is not the only money
 * since the last one, the webhook is off or was never set up: an alarm, once a day. Of an event that waits to be acted on the
 * gateway has told.
 */
export async function noteSilence(tx: Tx, now: Date): Promise<void> {
  const since = new Date(now.getTime() - SILENT_MS)
  const heard = await tx.gatewayEvent.findFirst({
    where: { OR: [{ processedAt: { gte: since } }, { processedAt: null, receivedAt: { gte: since } }] },
    select: { eventId: true },
  })
  if (heard) return
  const last = await tx.gatewayEvent.findFirst({
    where: { processedAt: { not: null } },
    orderBy: { processedAt: 'desc' },
    select: { processedAt: true },
  })
  // One payment may be for several connections.
  const unheard = await tx.payment.groupBy({
    by: ['reference'],
    where: { channel: 'UPI', transaction: { recordedAt: { gt: last?.processedAt ?? new Date(0) } } },
    orderBy: { reference: 'asc' },
    take: UNHEARD,
  })
  if (unheard.length === UNHEARD) await raiseAlarm(tx, 'WEBHOOK_SILENT', dayOf(now), { at: now, detail: {} })
}
