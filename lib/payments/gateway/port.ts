import type { Paise } from '#lib/units/paise.ts'

/** What a gateway says of a payment when it is asked: its own word, unlike an event, which anybody could have sent. */
export type GatewayPayment = {
  id: string
  status: 'CREATED' | 'AUTHORIZED' | 'CAPTURED' | 'FAILED'
  amountPaise: Paise
  currency: string
  /** The `tr` that was paid, as we gave it to the gateway; null when it knows none. */
  reference: string | null
  utr: string | null
  paidAt: Date
}

export type GatewayRefund = {
  id: string
  paymentId: string
  /** Our refund's id. */
  receipt: string | null
  amountPaise: Paise
  status: 'PENDING' | 'PROCESSED' | 'FAILED'
}

/**
 * AWAY: no answer, or one that promises nothing (5xx, time-out, a broken body): it may have happened all the same.
 * REFUSED: it said no, and nothing has happened.
 */
export type GatewayAnswer<T> = { ok: true; value: T } | { ok: false; reason: 'AWAY' | 'REFUSED'; detail: string }

export type WantedQr = {
  reference: string
  amountPaise: Paise
  /** Shown to the payer. */
  description: string
  /** At least 15 minutes ahead. */
  closesAt: Date
}

/**
 * A payment gateway. Every call has a time limit and may be repeated: what must not happen twice carries a key of ours.
 * It is never called inside a database transaction.
 */
export type Gateway = {
  /** A QR for one payment of exactly this amount. `content` is null where the gateway gives only a picture. */
  createQr: (wanted: WantedQr) => Promise<GatewayAnswer<{ id: string; content: string | null }>>
  paymentsOfQr: (qrId: string) => Promise<GatewayAnswer<GatewayPayment[]>>
  payment: (paymentId: string) => Promise<GatewayAnswer<GatewayPayment>>
  /** Payments created from one instant up to another, oldest pages last; all of them. */
  paymentsBetween: (from: Date, to: Date) => Promise<GatewayAnswer<GatewayPayment[]>>
  refund: (wanted: { paymentId: string; amountPaise: Paise; receipt: string }) => Promise<GatewayAnswer<GatewayRefund>>
  refundsOf: (paymentId: string) => Promise<GatewayAnswer<GatewayRefund[]>>
}
