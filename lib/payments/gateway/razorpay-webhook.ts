import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { sameBytes } from '#lib/platform/secrets.ts'
import { parseKeepable } from '#lib/units/clean-text.ts'
import type { GatewayPayment, GatewayRefund } from './port.ts'
import { gatewayPayment, gatewayRefund, notesShape, paymentShape, referenceIn, refundShape } from './razorpay-shapes.ts'

/** The signature that Razorpay sends as `X-Razorpay-Signature`: HMAC-SHA256 over the body's raw bytes, in hex. */
export function signBody(body: Uint8Array, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex')
}

/** True when one of the secrets signed exactly these bytes. All are tried, in constant time each. */
export function isSigned(body: Uint8Array, signature: string | null, secrets: readonly string[]): boolean {
  if (!signature || !/^[0-9a-f]{64}$/.test(signature)) return false
  const given = Buffer.from(signature, 'hex')
  return secrets
    .filter((secret) => secret !== '')
    .map((secret) => sameBytes(Buffer.from(signBody(body, secret), 'hex'), given))
    .includes(true)
}

/** What an event tells. Its figures are a claim until the gateway itself has been asked. */
export type GatewayNews = { kind: 'PAYMENT'; payment: GatewayPayment } | { kind: 'REFUND'; refund: GatewayRefund }

const PAYMENT_EVENTS = new Set(['payment.captured', 'payment.failed', 'payment.authorized', 'qr_code.credited'])
const REFUND_EVENTS = new Set(['refund.created', 'refund.processed', 'refund.failed'])

const paymentEvent = z.object({
  payload: z.object({
    payment: z.object({ entity: paymentShape }),
    qr_code: z.object({ entity: z.object({ notes: notesShape }) }).optional(),
  }),
})
const refundEvent = z.object({ payload: z.object({ refund: z.object({ entity: refundShape }) }) })

/**
 * Reads an event's body. Events that say nothing of a payment's or a refund's fate are `ignored`; one of ours in a shape
 * that we do not know is `unreadable`, for somebody to look at.
 */
export function readEvent(
  body: Uint8Array,
): { ok: true; news: GatewayNews } | { ok: false; reason: 'ignored' | 'unreadable' } {
  const given = parseJson(body)
  const named = z.object({ event: z.string() }).safeParse(given)
  if (!named.success) return { ok: false, reason: 'unreadable' }
  if (PAYMENT_EVENTS.has(named.data.event)) {
    const parsed = paymentEvent.safeParse(given)
    if (!parsed.success) return { ok: false, reason: 'unreadable' }
    const { payment, qr_code } = parsed.data.payload
    const read = gatewayPayment(payment.entity)
    return {
      ok: true,
      news: { kind: 'PAYMENT', payment: { ...read, reference: read.reference ?? referenceIn(qr_code?.entity.notes) } },
    }
  }
  if (REFUND_EVENTS.has(named.data.event)) {
    const parsed = refundEvent.safeParse(given)
    if (!parsed.success) return { ok: false, reason: 'unreadable' }
    return { ok: true, news: { kind: 'REFUND', refund: gatewayRefund(parsed.data.payload.refund.entity) } }
  }
  return { ok: false, reason: 'ignored' }
}

function parseJson(body: Uint8Array): unknown {
  try {
    return parseKeepable(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return null
  }
}
