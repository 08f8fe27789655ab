import { transactionId } from '#lib/ledger/transaction-id.ts'
import type { Tx } from '#lib/platform/db.ts'
import { attemptsOfReference } from './find-payee.ts'
import type { GatewayNews } from './gateway/razorpay-webhook.ts'
import { ledgerReference } from './settle-payment.ts'

/** What of a payment names its trace. */
export const TRACED = {
  ...{ channel: true, reference: true, share: true },
  attempt: { select: { id: true, batchId: true } },
} as const

type Traced = Parameters<typeof ledgerReference>[0] & { attempt: { id: string; batchId: string | null } | null }

/**
 * The id of a payment's trace: its attempt's own, or its batch's; that of its ledger transaction where a bill's printed QR
 * was paid. It follows from what is kept anyhow, so that whoever meets the payment later finds the same one.
 */
export const traceOfPayment = ({ attempt, ...payment }: Traced): string =>
  attempt ? traceOfAttempt(attempt) : transactionId('PAYMENT', ledgerReference(payment))

export const traceOfAttempt = ({ id, batchId }: { id: string; batchId: string | null }): string => batchId ?? id

/** The trace of a payment of the gateway that is perhaps not booked yet. */
export async function traceOfGatewayPayment(
  tx: Tx,
  { id, reference }: { id: string; reference: string | null },
): Promise<string> {
  const [attempt = null] = reference ? await attemptsOfReference(tx, reference) : []
  return traceOfPayment({ channel: 'UPI', reference: id, share: 0, attempt })
}

/** The trace of what an event tells. */
export async function traceOfNews(tx: Tx, news: GatewayNews): Promise<string> {
  if (news.kind === 'PAYMENT') return traceOfGatewayPayment(tx, news.payment)
  const reference = news.refund.paymentId
  const where = { channel: 'UPI', reference } as const
  const payment = await tx.payment.findFirst({ where, orderBy: { share: 'asc' }, select: TRACED })
  return traceOfPayment(payment ?? { channel: 'UPI', reference, share: 0, attempt: null })
}
