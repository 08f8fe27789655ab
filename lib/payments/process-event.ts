import type { Tx } from '#lib/platform/db.ts'
import { traced } from '#lib/platform/trace.ts'
import type { Gateway, GatewayAnswer, GatewayRefund } from './gateway/port.ts'
import { type GatewayNews, readEvent } from './gateway/razorpay-webhook.ts'
import type { PaymentServices } from './payment-services.ts'
import { clearAlarms, raiseAlarm } from './raise-alarm.ts'
import { takePayment } from './take-payment.ts'
import { takeRefund } from './take-refund.ts'
import { traceOfNews } from './trace-of-payment.ts'

/**
 * Acts on a stored event, once: whoever holds its row does, others pass by. Before money is credited, or a refund ends, the
 * gateway itself is asked, because an event is only as good as the secret that signs it; while it does not answer, the event
 * waits. A
 * failure is written to the row, in words without personal data, and the event stays for the next sweep. Returns whether
 * it is done.
 */
export async function processEvent(services: PaymentServices, eventId: string): Promise<boolean> {
  const { db } = services
  try {
    const event = await db.gatewayEvent.findFirst({ where: { eventId, processedAt: null }, select: { body: true } })
    if (!event) return false
    const read = readEvent(event.body)
    const trace = read.ok ? await traceOfNews(db, read.news) : null
    return await traced({ trace, step: 'webhook.handled', event: eventId }, () => handle(services, eventId, read))
  } catch (error) {
    const reason = error instanceof GatewayAway ? error.message : error instanceof Error ? error.name : 'unknown'
    // Where the database is away this cannot be written either; the event is stored and waits all the same.
    await db.gatewayEvent
      .updateMany({ where: { eventId, processedAt: null }, data: { error: `not processed: ${reason}` } })
      .catch(() => undefined)
    return false
  }
}

async function handle(
  services: PaymentServices,
  eventId: string,
  read: ReturnType<typeof readEvent>,
): Promise<boolean> {
  const { db, now } = services
  const confirmed = read.ok ? await confirm(services, read.news) : null
  if (confirmed && !confirmed.ok && confirmed.reason === 'AWAY') throw new GatewayAway(confirmed.detail)
  // One instant for the event and its money: an event must not seem to have come before what it told of.
  const at = now()
  return db.$transaction(async (tx) => {
    const held = await tx.$executeRaw`
      update "GatewayEvent" set "processedAt" = ${at}, "error" = null where "eventId" = (
        select "eventId" from "GatewayEvent" where "eventId" = ${eventId} and "processedAt" is null
        for update skip locked)`
    if (held === 0) return false
    await clearAlarms(tx, 'WEBHOOK_SILENT', at)
    if (read.ok) await act(tx, at, eventId, read.news, confirmed)
    else if (read.reason === 'unreadable') await raiseAlarm(tx, 'UNREADABLE', eventId, { at, detail: {} })
    return true
  })
}

class GatewayAway extends Error {
  constructor(detail: string) {
    super(`the gateway does not answer (${detail})`)
  }
}

type Confirmed = GatewayAnswer<GatewayNews> | null

/** The gateway's own word on money that came or goes back; null where there is nothing to ask, or nobody. */
async function confirm({ gateway }: PaymentServices, news: GatewayNews): Promise<Confirmed> {
  if (!gateway) return null
  if (news.kind === 'REFUND') return refundOf(gateway, news.refund)
  if (news.payment.status !== 'CAPTURED') return null
  const answer = await gateway.payment(news.payment.id)
  return answer.ok ? { ok: true, value: { kind: 'PAYMENT', payment: answer.value } } : answer
}

async function refundOf(gateway: Gateway, { id, paymentId }: GatewayRefund): Promise<GatewayAnswer<GatewayNews>> {
  const answer = await gateway.refundsOf(paymentId)
  if (!answer.ok) return answer
  const refund = answer.value.find((one) => one.id === id)
  return refund
    ? { ok: true, value: { kind: 'REFUND', refund } }
    : { ok: false, reason: 'REFUSED', detail: 'not listed' }
}

async function act(tx: Tx, now: Date, eventId: string, news: GatewayNews, confirmed: Confirmed): Promise<void> {
  const { id } = news.kind === 'REFUND' ? news.refund : news.payment
  const deny = (says: string) => raiseAlarm(tx, 'NOT_CONFIRMED', id, { at: now, detail: { says } })
  if (confirmed && !confirmed.ok) return deny(confirmed.detail)
  const said = confirmed?.value ?? news
  if (said.kind === 'REFUND') return takeRefund(tx, now, said.refund)
  if (confirmed && said.payment.status !== 'CAPTURED') return deny(said.payment.status)
  // The QR's notes name the reference where the payment's own do not.
  const told = news.kind === 'PAYMENT' ? news.payment.reference : null
  const payment = { ...said.payment, reference: said.payment.reference ?? told }
  // `payment.captured` may come before `qr_code.credited`, which alone says whose it is: in suspense it would stay there.
  // That event, the question about the QR (`reconcile`) or in the end the sweep takes it.
  if (confirmed && payment.reference === null) return
  await takePayment(tx, now, payment, eventId)
}
