import { randomUUID } from 'node:crypto'
import { chainOf } from '#lib/ledger/chain.ts'
import type { NewEntry } from '#lib/ledger/post-transaction.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { currentTrace, noteStep } from '#lib/platform/trace.ts'
import { istInstant } from '#lib/units/ist.ts'
import { type Paise, paise, sumPaise } from '#lib/units/paise.ts'
import type { BillingEventKind, LedgerAccount, PaymentChannel } from '#prisma/generated/client.ts'

/** What an event is called where it arrives. */
export const EVENT_TYPES = {
  PAYMENT_POSTED: 'payment.posted',
  REFUND_AGREED: 'refund.agreed',
  REFUND_PAID: 'refund.paid',
  REFUND_FAILED: 'refund.failed',
} as const satisfies Record<BillingEventKind, string>

/** What came through this portal. Of counters and BBPS the utility's own files tell us: it would count them twice. */
const TOLD: ReadonlySet<PaymentChannel> = new Set(['UPI', 'UPI_DIRECT'])

export type PostedPayment = {
  paymentId: string
  connectionId: string | null
  billId: string | null
  receiptNo: string
  channel: PaymentChannel
  reference: string
  utr: string | null
  amountPaise: Paise
  paidAt: Date
  /** What the payment is credited to, and the entries of the rebate that it earns. */
  credits: readonly NewEntry[]
  rebate: readonly NewEntry[]
}

/** Tells the billing system of a payment, in the transaction that posts it. */
export async function queuePaymentPosted(tx: Tx, at: Date, posted: PostedPayment): Promise<void> {
  if (!isTold() || !TOLD.has(posted.channel)) return
  const { paymentId, connectionId, billId, receiptNo, channel, reference, utr, amountPaise, paidAt } = posted
  const to = (...accounts: LedgerAccount[]) => creditedTo(posted.credits, accounts)
  await queue(tx, at, { kind: 'PAYMENT_POSTED', subjectId: paymentId, connectionId }, async () => ({
    ...{ paymentId, receiptNo, channel, reference, utr, billNo: await billNoOf(tx, connectionId, billId) },
    ...{ paidAt: istInstant(paidAt), amountPaise: Number(amountPaise) },
    duesPaise: to('RECEIVABLE', 'RECEIVABLE_SURCHARGE'),
    ...{ aheadPaise: to('ADVANCE'), rechargedPaise: to('PREPAID_BALANCE'), unknownPaise: to('SUSPENSE') },
    rebatePaise: creditedTo(posted.rebate, ['RECEIVABLE', 'RECEIVABLE_SURCHARGE']),
  }))
}

/**
 * Tells it what became of a refund, in the transaction that books it: agreed, it is off the connection's account; paid,
 * it is with its payer; failed, it is on the account again.
 */
export async function queueRefundEvent(
  tx: Tx,
  at: Date,
  kind: Exclude<BillingEventKind, 'PAYMENT_POSTED'>,
  refund: { refundId: string; paymentId: string; connectionId: string | null; amountPaise: Paise },
): Promise<void> {
  if (!isTold()) return
  const { refundId, paymentId, connectionId, amountPaise } = refund
  await queue(tx, at, { kind, subjectId: refundId, connectionId }, async () => {
    const where = { chainId_id: { chainId: chainOf(connectionId), id: paymentId } }
    const payment = await tx.payment.findUniqueOrThrow({ where, select: { receiptNo: true, reference: true } })
    return { refundId, paymentId, ...payment, amountPaise: Number(amountPaise) }
  })
}

const isTold = (): boolean => env().billingWebhook !== null

/**
 * One event after the other of a connection: whoever is about its money waits here for who is before, so that positions
 * are the order of the books and none is left out.
 */
async function queue(
  tx: Tx,
  at: Date,
  { kind, subjectId, connectionId }: { kind: BillingEventKind; subjectId: string; connectionId: string | null },
  facts: () => Promise<Record<string, unknown>>,
): Promise<void> {
  const chainId = chainOf(connectionId)
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`billing events of ${chainId}`}, 0))`
  const last = await tx.billingEvent.aggregate({ where: { chainId }, _max: { position: true } })
  const position = (last._max.position ?? 0) + 1
  const id = randomUUID()
  const data = { id, connectionId, sequence: position, consumerNo: await consumerNoOf(tx, connectionId) }
  const body = JSON.stringify({
    ...{ type: EVENT_TYPES[kind], timestamp: istInstant(at), data: { ...data, ...(await facts()) } },
  })
  await tx.billingEvent.create({
    data: {
      ...{ chainId, position, id, kind, subjectId, body },
      ...{ traceId: currentTrace(), createdAt: at, sendAfter: at },
    },
    select: { id: true },
  })
  noteStep('billing.queued', { kind })
}

const creditedTo = (entries: readonly NewEntry[], accounts: readonly LedgerAccount[]): number =>
  Number(
    sumPaise(
      entries
        .filter(({ account, side }) => side === 'CREDIT' && accounts.includes(account))
        .map(({ amountPaise }) => paise(amountPaise)),
    ),
  )

async function consumerNoOf(tx: Tx, connectionId: string | null): Promise<string | null> {
  if (connectionId === null) return null
  const where = { id: connectionId }
  return (await tx.connection.findUniqueOrThrow({ where, select: { consumerNo: true } })).consumerNo
}

async function billNoOf(tx: Tx, connectionId: string | null, billId: string | null): Promise<string | null> {
  if (connectionId === null || billId === null) return null
  const where = { connectionId_id: { connectionId, id: billId } }
  return (await tx.bill.findUniqueOrThrow({ where, select: { billNo: true } })).billNo
}
