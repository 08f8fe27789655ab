import type { DemoQr, DemoRefund } from './demo-book.ts'
import type { DemoPaymentLine } from './demo-log.ts'

/** The demo gateway's entities and events in Razorpay's documented shapes (facts, 4.4). */

const seconds = (at: string) => Math.floor(Date.parse(at) / 1_000)

export function qrEntity({ qrId, reference, amountPaise, closesAt, at }: DemoQr, content: string) {
  return {
    ...{ id: qrId, entity: 'qr_code', type: 'upi_qr', usage: 'single_use', fixed_amount: true, status: 'active' },
    ...{ name: reference, payment_amount: Number(amountPaise), image_url: null, image_content: content },
    ...{ notes: { reference }, close_by: seconds(closesAt), created_at: seconds(at) },
  }
}

export function paymentEntity(payment: DemoPaymentLine, refundedPaise = 0n) {
  const { paymentId, reference, amountPaise, kind, utr, at } = payment
  return {
    ...{ id: paymentId, entity: 'payment', amount: Number(amountPaise), currency: 'INR', status: kind, method: 'upi' },
    ...{ amount_refunded: Number(refundedPaise), vpa: 'payer@invalid', acquirer_data: { rrn: utr } },
    ...{ notes: { reference }, created_at: seconds(at) },
  }
}

export function refundEntity({ refundId, paymentId, amountPaise, receipt, at }: DemoRefund) {
  return {
    ...{ id: refundId, entity: 'refund', payment_id: paymentId, amount: Number(amountPaise), currency: 'INR' },
    ...{ receipt, status: 'processed', notes: [], created_at: seconds(at) },
  }
}

export const EVENT_OF = {
  captured: 'payment.captured',
  failed: 'payment.failed',
  authorized: 'payment.authorized',
} as const satisfies Record<DemoPaymentLine['kind'], string>

export function paymentEvent(payment: DemoPaymentLine): object {
  return eventOf(EVENT_OF[payment.kind], { payment: { entity: paymentEntity(payment) } }, payment.at)
}

export function refundEvent(refund: DemoRefund, payment: DemoPaymentLine): object {
  const payload = { refund: { entity: refundEntity(refund) }, payment: { entity: paymentEntity(payment) } }
  return eventOf('refund.processed', payload, refund.at)
}

function eventOf(event: string, payload: object, at: string): object {
  const contains = Object.keys(payload)
  return { entity: 'event', account_id: 'acc_demo', event, contains, payload, created_at: seconds(at) }
}
