import { isId } from '#lib/consumers/access.ts'
import { type NewEntry, postTransaction } from '#lib/ledger/post-transaction.ts'
import { transactionId } from '#lib/ledger/transaction-id.ts'
import type { Tx } from '#lib/platform/db.ts'
import { noteStep } from '#lib/platform/trace.ts'
import { formatRupees, type Paise, paise } from '#lib/units/paise.ts'
import type { LedgerKind } from '#prisma/generated/client.ts'
import { queueRefundEvent } from './billing-webhook/queue-billing-event.ts'
import { changeState } from './change-state.ts'
import type { GatewayRefund } from './gateway/port.ts'
import { lockConnection } from './lock-connection.ts'
import { raiseAlarm } from './raise-alarm.ts'
import { failedRefundEntries } from './refund-entries.ts'
import { queueRefundPaid } from './refund-paid-message.ts'
import { ledgerReference } from './settle-payment.ts'

/**
 * Takes the gateway's word on a refund: under way, given back, or failed; then the money is the consumer's again. A
 * refund that nobody here agreed to (made on the gateway's own pages), or that ended here otherwise, is an alarm. The same
 * word again changes nothing.
 */
export async function takeRefund(tx: Tx, now: Date, said: GatewayRefund): Promise<void> {
  const refund = said.receipt && isId(said.receipt) ? await holdRefund(tx, said.receipt) : null
  if (!refund || refund.amountPaise !== said.amountPaise || refund.payment.reference !== said.paymentId)
    return askAbout(tx, now, said)
  const { payment, ...facts } = refund
  const { chainId, id, state } = facts
  if (state !== 'AGREED' && state !== 'SENT') return takeLateWord(tx, now, said, facts)
  const where = { chainId_id: { chainId, id } }
  if (said.status === 'PENDING') {
    if (state === 'SENT') return
    await tx.refund.update({ where, data: { state: 'SENT', gatewayRefundId: said.id }, select: { id: true } })
    return
  }
  const isPaid = said.status === 'PROCESSED'
  const { connectionId } = payment
  if (connectionId) await lockConnection(tx, connectionId)
  await tx.refund.update({
    where,
    data: { state: isPaid ? 'PAID' : 'FAILED', gatewayRefundId: said.id, endedAt: now },
    select: { id: true },
  })
  const kind = isPaid ? 'REFUND_PAID' : 'REFUND_FAILED'
  const amountPaise = paise(facts.amountPaise)
  await post(tx, kind, { id, amountPaise, payment, now })
  noteStep('refund.booked', { kind })
  await queueRefundEvent(tx, now, kind, { refundId: id, paymentId: payment.id, connectionId, amountPaise })
  if (!isPaid) return tellOfFailure(tx, now, facts)
  if (connectionId && payment.attemptId)
    await changeState(tx, { connectionId, id: payment.attemptId }, await stateAfter(tx, payment), { at: now })
  if (connectionId) await queueRefundPaid(tx, now, { refundId: id, connectionId, amountPaise: said.amountPaise })
}

/** Of a refund that is not under way here. What moves no money that the books leave where it is changes nothing. */
async function takeLateWord(
  tx: Tx,
  now: Date,
  said: GatewayRefund,
  { state, gatewayRefundId, ...refund }: Omit<Held, 'payment'>,
): Promise<void> {
  // It came back to the utility, and its payer has been told otherwise.
  if (state === 'PAID' && said.status === 'FAILED') return tellOfFailure(tx, now, refund)
  const isGivenAgain = state !== 'PAID' || gatewayRefundId !== said.id
  if (said.status === 'PROCESSED' && isGivenAgain) await askAbout(tx, now, said)
}

function askAbout(tx: Tx, now: Date, said: GatewayRefund): Promise<void> {
  const detail = { refund: said.id, amount: formatRupees(said.amountPaise) }
  return raiseAlarm(tx, 'UNKNOWN_REFERENCE', said.id, { at: now, detail })
}

function tellOfFailure(tx: Tx, now: Date, { id, amountPaise }: Pick<Held, 'id' | 'amountPaise'>): Promise<void> {
  return raiseAlarm(tx, 'REFUND_FAILED', id, { at: now, detail: { amount: formatRupees(paise(amountPaise)) } })
}

async function holdRefund(tx: Tx, id: string) {
  await tx.$queryRaw`select 1 from "Refund" where "id" = ${id}::uuid for no key update`
  return tx.refund.findFirst({
    where: { id },
    select: {
      ...{ chainId: true, id: true, state: true, amountPaise: true, gatewayRefundId: true },
      payment: {
        select: {
          ...{
            chainId: true,
            id: true,
            channel: true,
            reference: true,
            share: true,
            connectionId: true,
            attemptId: true,
            amountPaise: true,
          },
        },
      },
    },
  })
}

type Held = NonNullable<Awaited<ReturnType<typeof holdRefund>>>

async function post(
  tx: Tx,
  kind: Extract<LedgerKind, 'REFUND_PAID' | 'REFUND_FAILED'>,
  { id, amountPaise, payment, now }: { id: string; amountPaise: Paise; payment: Held['payment']; now: Date },
): Promise<void> {
  const { connectionId } = payment
  const whose = connectionId ? { connectionId } : {}
  const paid: NewEntry[] = [
    { account: 'REFUND_PAYABLE', side: 'DEBIT', amountPaise, ...whose },
    { account: 'GATEWAY_CLEARING', side: 'CREDIT', amountPaise },
  ]
  const reference = `${ledgerReference(payment)}/${id}`
  await postTransaction(tx, {
    id: transactionId(kind, reference),
    kind,
    reference,
    connectionId,
    occurredAt: now,
    recordedAt: now,
    entries: kind === 'REFUND_PAID' ? paid : await failedRefundEntries(tx, { id, amountPaise, payment }),
  })
}

async function stateAfter(tx: Tx, payment: Held['payment']): Promise<'REFUNDED' | 'REFUNDED_PART'> {
  const { _sum } = await tx.refund.aggregate({
    where: { chainId: payment.chainId, paymentId: payment.id, state: 'PAID' },
    _sum: { amountPaise: true },
  })
  return (_sum.amountPaise ?? 0n) >= payment.amountPaise ? 'REFUNDED' : 'REFUNDED_PART'
}
