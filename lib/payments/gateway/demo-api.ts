import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { upiLink } from '#lib/payments/upi-link.ts'
import type { Clock } from '#lib/platform/clock.ts'
import { env } from '#lib/platform/env.ts'
import { paise } from '#lib/units/paise.ts'
import { type DemoQr, type DemoRefund, demoBook } from './demo-book.ts'
import { deliverDemoEvent } from './demo-deliver.ts'
import { paymentEntity, qrEntity, refundEntity, refundEvent } from './demo-entities.ts'
import { appendToDemoLog, type DemoPaymentLine } from './demo-log.ts'
import { currentDemoModes } from './demo-modes.ts'

export type ApiRequest = {
  method: string
  /** Below `/v1`, without a leading slash. */
  path: string
  query: URLSearchParams
  body: unknown
  idempotencyKey: string | null
}
export type ApiAnswer = { status: number; body: object }

const wantedQr = z.object({
  type: z.literal('upi_qr'),
  usage: z.literal('single_use'),
  fixed_amount: z.literal(true),
  payment_amount: z.int().positive(),
  description: z.string().max(255),
  close_by: z.int().positive(),
  notes: z.object({ reference: z.string().min(1).max(35) }),
})
const wantedRefund = z.object({ amount: z.int().min(100), receipt: z.string().max(40) })

const refused = (description: string): ApiAnswer => ({
  status: 400,
  body: { error: { code: 'BAD_REQUEST_ERROR', description } },
})
const list = (items: object[]): ApiAnswer => ({
  status: 200,
  body: { entity: 'collection', count: items.length, items },
})

const SLOW_MS = 2_000

/** Answers for Razorpay's API in the demo: the calls that the portal makes, in their documented shapes. */
export async function answerAsRazorpay(now: Clock, request: ApiRequest): Promise<ApiAnswer> {
  const { api } = currentDemoModes()
  if (api === 'down') return { status: 503, body: { error: { code: 'SERVER_ERROR' } } }
  if (api === 'slow') await new Promise((resolve) => setTimeout(resolve, SLOW_MS))
  const answer = await dispatch(now, request)
  return api === 'lost-answer' ? { status: 500, body: { error: { code: 'SERVER_ERROR' } } } : answer
}

async function dispatch(now: Clock, { method, path, query, body, idempotencyKey }: ApiRequest): Promise<ApiAnswer> {
  const [first, id = '', last] = path.split('/')
  if (first !== 'payments') return refused('no such resource')
  if (id === 'qr_codes') {
    if (method === 'POST' && !last) return createQr(now, body)
    const [, , qrId = '', of] = path.split('/')
    if (method === 'GET' && of === 'payments') return paymentsOfQr(qrId, query)
    return refused('no such resource')
  }
  if (method === 'GET' && !id) return paymentsBetween(query)
  const payment = demoBook().payment(id)
  if (!payment) return refused('The id provided does not exist')
  if (method === 'POST' && last === 'refund') return refund(now, payment, body, idempotencyKey)
  if (method === 'GET' && last === 'refunds') return list(demoBook().refundsOf(id).map(refundEntity))
  return method === 'GET' && !last
    ? { status: 200, body: paymentEntity(payment, refundedOf(id)) }
    : refused('no such resource')
}

function createQr(now: Clock, body: unknown): ApiAnswer {
  const wanted = wantedQr.safeParse(body)
  if (!wanted.success) return refused(wanted.error.issues[0]?.message ?? 'invalid')
  const { payment_amount, close_by, description, notes } = wanted.data
  const closesAt = new Date(close_by * 1_000)
  if (closesAt.getTime() - now().getTime() < 15 * 60_000) return refused('close_by should be at least 15 minutes ahead')
  const qr: DemoQr = {
    kind: 'qr',
    ...{ qrId: `qr_${randomBytes(7).toString('hex')}`, reference: notes.reference },
    ...{ amountPaise: String(payment_amount), closesAt: closesAt.toISOString(), at: now().toISOString() },
  }
  appendToDemoLog(qr)
  const { vpa, payeeName } = env().upi
  const payment = { vpa, payeeName, reference: qr.reference, note: description, amountPaise: paise(payment_amount) }
  return { status: 200, body: qrEntity(qr, upiLink(payment)) }
}

function paymentsOfQr(qrId: string, query: URLSearchParams): ApiAnswer {
  const qr = demoBook().qr(qrId)
  if (!qr) return refused('The id provided does not exist')
  return list(
    paged(
      demoBook()
        .payments()
        .filter(({ reference }) => reference === qr.reference),
      query,
    ),
  )
}

function paymentsBetween(query: URLSearchParams): ApiAnswer {
  const [from, to] = [Number(query.get('from') ?? 0), Number(query.get('to') ?? Number.MAX_SAFE_INTEGER)]
  const within = demoBook()
    .payments()
    .filter(({ at }) => from <= Date.parse(at) / 1_000 && Date.parse(at) / 1_000 <= to)
  return list(paged(within.reverse(), query))
}

function paged(payments: DemoPaymentLine[], query: URLSearchParams): object[] {
  const skip = Number(query.get('skip') ?? 0)
  const count = Math.min(100, Number(query.get('count') ?? 10))
  return payments.slice(skip, skip + count).map((payment) => paymentEntity(payment, refundedOf(payment.paymentId)))
}

const refundedOf = (paymentId: string): bigint =>
  demoBook()
    .refundsOf(paymentId)
    .reduce((sum, { amountPaise }) => sum + BigInt(amountPaise), 0n)

async function refund(now: Clock, payment: DemoPaymentLine, body: unknown, key: string | null): Promise<ApiAnswer> {
  const wanted = wantedRefund.safeParse(body)
  if (!wanted.success) return refused(wanted.error.issues[0]?.message ?? 'invalid')
  const { amount, receipt } = wanted.data
  const { paymentId } = payment
  const known = key
    ? demoBook()
        .refundsOf(paymentId)
        .find((earlier) => earlier.receipt === key)
    : undefined
  if (known) {
    if (known.amountPaise !== String(amount)) return refused('Different request with the same idempotency key')
    return { status: 200, body: refundEntity(known) }
  }
  if (payment.kind !== 'captured') return refused('The payment has not been captured')
  if (refundedOf(paymentId) + BigInt(amount) > BigInt(payment.amountPaise))
    return refused('The total refund amount is greater than the payment')
  const line: DemoRefund = {
    kind: 'refund',
    ...{ refundId: `rfnd_${randomBytes(7).toString('hex')}`, paymentId },
    ...{ amountPaise: String(amount), receipt, at: now().toISOString() },
  }
  // The event goes its own way, as the gateway's does; whoever asked is answered first.
  void deliverDemoEvent([line], refundEvent(line, payment), 1)
  return { status: 200, body: refundEntity(line) }
}
