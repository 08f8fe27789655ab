import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { sameBytes } from '#lib/platform/secrets.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

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

/** What an event tells of a payment. */
export type GatewayNews = {
  kind: 'CAPTURED' | 'FAILED' | 'AUTHORIZED'
  gatewayPaymentId: string
  /** The `tr` that was paid; null when the event names none. */
  reference: string | null
  amountPaise: Paise
  currency: string
  utr: string | null
  /** When the payment was made. */
  paidAt: Date
}

// Razorpay writes empty notes as a list.
const notes = z.union([z.object({ reference: z.string().max(100).optional() }), z.array(z.unknown())]).nullish()
const event = z.object({
  event: z.string(),
  payload: z.object({
    payment: z.object({
      entity: z.object({
        id: z.string().min(1).max(100),
        amount: z.int().positive(),
        currency: z.string(),
        notes,
        acquirer_data: z.object({ rrn: z.string().max(100).nullish() }).nullish(),
        created_at: z.int().positive().max(8_640_000_000_000),
      }),
    }),
    qr_code: z.object({ entity: z.object({ notes }) }).optional(),
  }),
})

const KINDS: Record<string, GatewayNews['kind']> = {
  'payment.captured': 'CAPTURED',
  'qr_code.credited': 'CAPTURED',
  'payment.failed': 'FAILED',
  'payment.authorized': 'AUTHORIZED',
}

/**
 * Reads an event's body. Events that say nothing of a payment's fate are `ignored`; one of ours in a shape that we do
 * not know is `unreadable`, for somebody to look at.
 */
export function readEvent(
  body: Uint8Array,
): { ok: true; news: GatewayNews } | { ok: false; reason: 'ignored' | 'unreadable' } {
  const given = parseJson(body)
  const name = z.object({ event: z.string() }).safeParse(given)
  if (!name.success) return { ok: false, reason: 'unreadable' }
  const kind = Object.hasOwn(KINDS, name.data.event) ? KINDS[name.data.event] : undefined
  if (!kind) return { ok: false, reason: 'ignored' }
  const parsed = event.safeParse(given)
  if (!parsed.success) return { ok: false, reason: 'unreadable' }
  const { payment, qr_code } = parsed.data.payload
  const { id, amount, currency, acquirer_data, created_at } = payment.entity
  return {
    ok: true,
    news: {
      kind,
      gatewayPaymentId: id,
      reference: referenceIn(payment.entity.notes) ?? referenceIn(qr_code?.entity.notes),
      amountPaise: paise(amount),
      currency,
      utr: acquirer_data?.rrn ?? null,
      paidAt: new Date(created_at * 1_000),
    },
  }
}

function referenceIn(given: z.infer<typeof notes>): string | null {
  return given && !Array.isArray(given) ? (given.reference ?? null) : null
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return null
  }
}
