import { z } from 'zod'
import { paise } from '#lib/units/paise.ts'
import type { GatewayPayment, GatewayRefund } from './port.ts'

/** Razorpay's entities as far as we read them (facts, 4.4); what else they hold is passed over. */

/** Empty notes come as a list. */
export const notesShape = z
  .union([z.object({ reference: z.string().max(100).optional() }), z.array(z.unknown())])
  .nullish()

export const paymentShape = z.object({
  id: z.string().min(1).max(100),
  amount: z.int().positive(),
  currency: z.string().max(10),
  status: z.enum(['created', 'authorized', 'captured', 'refunded', 'failed']),
  notes: notesShape,
  acquirer_data: z.object({ rrn: z.string().max(100).nullish() }).nullish(),
  created_at: z.int().positive().max(8_640_000_000_000),
})

export const refundShape = z.object({
  id: z.string().min(1).max(100),
  payment_id: z.string().min(1).max(100),
  amount: z.int().positive(),
  receipt: z.string().max(100).nullish(),
  status: z.enum(['pending', 'processed', 'failed']),
})

export const qrShape = z.object({
  id: z.string().min(1).max(100),
  image_content: z.string().max(2_000).nullish(),
})

export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

const PAYMENT_STATUS = {
  created: 'CREATED',
  authorized: 'AUTHORIZED',
  captured: 'CAPTURED',
  // Refunds are told by themselves; the money did arrive.
  refunded: 'CAPTURED',
  failed: 'FAILED',
} as const
const REFUND_STATUS = { pending: 'PENDING', processed: 'PROCESSED', failed: 'FAILED' } as const

export function gatewayPayment(entity: z.infer<typeof paymentShape>): GatewayPayment {
  return {
    id: entity.id,
    status: PAYMENT_STATUS[entity.status],
    amountPaise: paise(entity.amount),
    currency: entity.currency,
    reference: referenceIn(entity.notes),
    utr: entity.acquirer_data?.rrn ?? null,
    paidAt: new Date(entity.created_at * 1_000),
  }
}

export function gatewayRefund(entity: z.infer<typeof refundShape>): GatewayRefund {
  return {
    id: entity.id,
    paymentId: entity.payment_id,
    receipt: entity.receipt ?? null,
    amountPaise: paise(entity.amount),
    status: REFUND_STATUS[entity.status],
  }
}

export function referenceIn(given: z.infer<typeof notesShape>): string | null {
  return given && !Array.isArray(given) ? (given.reference ?? null) : null
}
