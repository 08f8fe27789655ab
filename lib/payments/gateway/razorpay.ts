import type { z } from 'zod'
import { traced, traceHeaders } from '#lib/platform/trace.ts'
import type { Gateway, GatewayAnswer, GatewayPayment } from './port.ts'
import { gatewayPayment, gatewayRefund, listOf, paymentShape, qrShape, refundShape } from './razorpay-shapes.ts'

export type RazorpayAccess = { apiUrl: string; keyId: string; keySecret: string }

const LIMIT_MS = 8_000
const PAGE = 100
/**
 * Answers below 500 that do not say that nothing happened: our key is not taken (ours to mend, the payment is good), a
 * proxy refused or gave up, "an earlier request of yours is still at it", "later".
 */
const NO_WORD = [401, 403, 408, 409, 425, 429]

/**
 * Razorpay's API (QR codes, payments, refunds) in its documented shapes. `apiUrl` lets a stand-in answer: the demo and
 * the tests have one that behaves like it.
 */
export function razorpay(access: RazorpayAccess): Gateway {
  const call = <T extends z.ZodType>(kind: keyof Gateway, shape: T, path: string, sent?: Sent) =>
    traced(
      { step: 'gateway.called', kind },
      () => callApi(access, shape, path, sent),
      ({ ok }) => ok,
    )
  return {
    async createQr({ reference, amountPaise, description, closesAt }) {
      const body = {
        ...{ type: 'upi_qr', usage: 'single_use', fixed_amount: true, payment_amount: Number(amountPaise) },
        ...{ name: reference, description, close_by: Math.ceil(closesAt.getTime() / 1_000), notes: { reference } },
      }
      const made = await call('createQr', qrShape, '/payments/qr_codes', { body })
      return mapped(made, ({ id, image_content }) => ({ id, content: image_content ?? null }))
    },
    async paymentsOfQr(qrId) {
      return allPages((skip) =>
        call(
          'paymentsOfQr',
          listOf(paymentShape),
          `/payments/qr_codes/${encodeURIComponent(qrId)}/payments${page(skip)}`,
        ),
      )
    },
    async payment(paymentId) {
      const answer = await call('payment', paymentShape, `/payments/${encodeURIComponent(paymentId)}`)
      if (answer.ok && answer.value.id !== paymentId) return away('the answer to another question')
      return mapped(answer, gatewayPayment)
    },
    async paymentsBetween(from, to) {
      const span = `&from=${Math.floor(from.getTime() / 1_000)}&to=${Math.ceil(to.getTime() / 1_000)}`
      return allPages((skip) => call('paymentsBetween', listOf(paymentShape), `/payments${page(skip)}${span}`))
    },
    async refund({ paymentId, amountPaise, receipt }) {
      const body = { amount: Number(amountPaise), speed: 'normal', receipt }
      const headers = { 'X-Refund-Idempotency': receipt }
      const path = `/payments/${encodeURIComponent(paymentId)}/refund`
      return mapped(await call('refund', refundShape, path, { body, headers }), gatewayRefund)
    },
    async refundsOf(paymentId) {
      const path = `/payments/${encodeURIComponent(paymentId)}/refunds${page(0)}`
      return mapped(await call('refundsOf', listOf(refundShape), path), ({ items }) => items.map(gatewayRefund))
    },
  }
}

const away = (detail: string) => ({ ok: false, reason: 'AWAY', detail }) as const

type Sent = { body: object; headers?: Record<string, string> }
type Payments = GatewayAnswer<{ items: z.infer<typeof paymentShape>[] }>

const page = (skip: number) => `?count=${PAGE}&skip=${skip}`

async function allPages(read: (skip: number) => Promise<Payments>): Promise<GatewayAnswer<GatewayPayment[]>> {
  const found: GatewayPayment[] = []
  for (let skip = 0; ; skip += PAGE) {
    const answer = await read(skip)
    if (!answer.ok) return answer
    found.push(...answer.value.items.map(gatewayPayment))
    if (answer.value.items.length < PAGE) return { ok: true, value: found }
  }
}

async function callApi<T extends z.ZodType>(
  { apiUrl, keyId, keySecret }: RazorpayAccess,
  shape: T,
  path: string,
  sent?: Sent,
): Promise<GatewayAnswer<z.infer<T>>> {
  let answer: Response
  let text: string
  try {
    answer = await fetch(`${apiUrl}${path}`, {
      method: sent ? 'POST' : 'GET',
      headers: {
        Authorization: `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`,
        ...(sent && { 'Content-Type': 'application/json' }),
        ...sent?.headers,
        ...traceHeaders(),
      },
      ...(sent && { body: JSON.stringify(sent.body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(LIMIT_MS),
    })
    text = await answer.text()
  } catch (error) {
    return away(error instanceof Error ? error.name : 'no answer')
  }
  if (answer.status >= 500 || NO_WORD.includes(answer.status)) return away(`status ${answer.status}`)
  if (!answer.ok) return { ok: false, reason: 'REFUSED', detail: `status ${answer.status}` }
  const parsed = shape.safeParse(parseJson(text))
  return parsed.success ? { ok: true, value: parsed.data } : away('an answer in another shape')
}

function mapped<A, B>(answer: GatewayAnswer<A>, read: (value: A) => B): GatewayAnswer<B> {
  return answer.ok ? { ok: true, value: read(answer.value) } : answer
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
