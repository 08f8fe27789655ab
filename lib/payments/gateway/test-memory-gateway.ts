import { randomUUID } from 'node:crypto'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { DemoLogLine } from './demo-log.ts'
import type { Gateway, GatewayAnswer, GatewayPayment, GatewayRefund, WantedQr } from './port.ts'

/**
 * A gateway in memory, for tests that need thousands of payments: as the demo's, without its server and its disk. It
 * keeps a log of its own, against which the books are held.
 */
export class MemoryGateway implements Gateway {
  readonly log: DemoLogLine[] = []
  /** The QRs that it was asked for. */
  readonly wanted: WantedQr[] = []
  /** It makes no QR, and does not say so. */
  isAway = false
  readonly #now: () => Date
  readonly #references = new Map<string, string>()
  readonly #payments = new Map<string, GatewayPayment>()
  readonly #refunds = new Map<string, GatewayRefund>()

  constructor(now: () => Date) {
    this.#now = now
  }

  /** Somebody's bank pays by a QR: the gateway has the money, whoever hears of it. */
  capture(reference: string, amountPaise: Paise): GatewayPayment {
    const id = `pay_${randomUUID().replaceAll('-', '')}`
    const paidAt = this.#now()
    const payment = { id, status: 'CAPTURED', amountPaise, currency: 'INR', reference, utr: null, paidAt } as const
    this.#payments.set(id, payment)
    const at = paidAt.toISOString()
    this.log.push({ kind: 'captured', paymentId: id, reference, amountPaise: amountPaise.toString(), at })
    return payment
  }

  createQr: Gateway['createQr'] = async (wanted) => {
    this.wanted.push(wanted)
    if (this.isAway) return { ok: false, reason: 'AWAY', detail: 'no answer' }
    const { reference } = wanted
    const id = `qr_${randomUUID().replaceAll('-', '')}`
    this.#references.set(id, reference)
    return { ok: true, value: { id, content: `upi://pay?pa=demo@invalid&tr=${reference}&am=1.00&cu=INR` } }
  }

  paymentsOfQr: Gateway['paymentsOfQr'] = async (qrId) => {
    const reference = this.#references.get(qrId)
    return { ok: true, value: [...this.#payments.values()].filter((payment) => payment.reference === reference) }
  }

  payment: Gateway['payment'] = async (id) => found(this.#payments.get(id))

  paymentsBetween: Gateway['paymentsBetween'] = async (from, to) => ({
    ok: true,
    value: [...this.#payments.values()].filter(({ paidAt }) => from <= paidAt && paidAt <= to),
  })

  refund: Gateway['refund'] = async ({ paymentId, amountPaise, receipt }) => {
    const known = this.#refunds.get(receipt)
    if (known) return { ok: true, value: known }
    const made = {
      id: `rfnd_${receipt}`,
      paymentId,
      receipt,
      amountPaise: paise(amountPaise),
      status: 'PROCESSED',
    } as const
    this.#refunds.set(receipt, made)
    return { ok: true, value: made }
  }

  refundsOf: Gateway['refundsOf'] = async (paymentId) => ({
    ok: true,
    value: [...this.#refunds.values()].filter((refund) => refund.paymentId === paymentId),
  })

  /** How many refunds it has given. */
  get refundsGiven(): number {
    return this.#refunds.size
  }
}

const found = <T>(value: T | undefined): GatewayAnswer<T> =>
  value ? { ok: true, value } : { ok: false, reason: 'REFUSED', detail: 'unknown' }
