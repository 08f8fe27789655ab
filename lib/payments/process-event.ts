import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { changeState } from './change-state.ts'
import { payeeOfReference } from './find-payee.ts'
import { type GatewayNews, readEvent } from './gateway/razorpay-webhook.ts'
import { settlePayment } from './settle-payment.ts'

/**
 * Acts on a stored event, once: whoever holds its row does, others pass by. A failure is written to the row, in words
 * without personal data, and the event stays for the next sweep. Returns whether it is done.
 */
export async function processEvent(services: Services, eventId: string): Promise<boolean> {
  const { db, now } = services
  try {
    return await db.$transaction(async (tx) => {
      const [event] = await tx.$queryRaw<{ body: Uint8Array }[]>`
        select "body" from "GatewayEvent" where "eventId" = ${eventId} and "processedAt" is null
        for update skip locked`
      if (!event) return false
      const error = await act(tx, now(), eventId, event.body)
      await tx.gatewayEvent.update({
        where: { eventId },
        data: { processedAt: now(), error },
        select: { eventId: true },
      })
      return true
    })
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown'
    // Where the database is away this cannot be written either; the event is stored and waits all the same.
    await db.gatewayEvent
      .updateMany({ where: { eventId, processedAt: null }, data: { error: `not processed: ${reason}` } })
      .catch(() => undefined)
    return false
  }
}

/** Returns why somebody must look at the event; null when all is well. */
async function act(tx: Tx, now: Date, eventId: string, body: Uint8Array): Promise<string | null> {
  const read = readEvent(body)
  if (!read.ok) return read.reason === 'ignored' ? null : 'unreadable'
  const { news } = read
  if (news.kind === 'CAPTURED') {
    // There is no rate to turn other money into rupees, and UPI knows no other.
    if (news.currency !== 'INR') return 'captured in another currency than INR'
    return capture(tx, now, eventId, news)
  }
  const attempt = news.reference
    ? await tx.paymentAttempt.findUnique({ where: { reference: news.reference }, select: { id: true } })
    : null
  if (attempt) await changeState(tx, attempt.id, news.kind === 'FAILED' ? 'FAILED' : 'PENDING', { at: now, eventId })
  return null
}

async function capture(tx: Tx, now: Date, eventId: string, news: GatewayNews): Promise<string | null> {
  const { gatewayPaymentId, reference, amountPaise, utr } = news
  const settled = await settlePayment(
    tx,
    now,
    {
      channel: 'UPI',
      reference: gatewayPaymentId,
      amountPaise,
      utr,
      // The gateway's clock may run ahead of ours; money does not come from the future.
      paidAt: news.paidAt > now ? now : news.paidAt,
      eventId,
    },
    async (inside) => (reference ? payeeOfReference(inside, reference) : null),
  )
  return settled.amountPaise === amountPaise ? null : 'payment known with another amount'
}
