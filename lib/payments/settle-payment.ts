import { randomUUID } from 'node:crypto'
import { allocate } from '#lib/ledger/allocate.ts'
import { billStandings, totalUnpaid, type UnpaidBill } from '#lib/ledger/bill-standings.ts'
import { type NewEntry, postTransaction } from '#lib/ledger/post-transaction.ts'
import type { Tx } from '#lib/platform/db.ts'
import { dayOf, monthOf } from '#lib/units/ist.ts'
import { type Paise, paise, ZERO_PAISE } from '#lib/units/paise.ts'
import type { PaymentChannel } from '#prisma/generated/client.ts'
import { changeState } from './change-state.ts'
import type { Payee } from './find-payee.ts'
import { lockConnection, lockReference } from './lock-connection.ts'
import { billOfPayment, billsAfter } from './newest-bill.ts'
import { nextReceiptNumber } from './next-receipt-number.ts'
import { queuePaymentReceived } from './payment-received-message.ts'
import { rebateFor } from './rebate-for.ts'

/** Money that has arrived. */
export type CapturedMoney = {
  channel: PaymentChannel
  /** The gateway's payment id, or the counter's reference: once a channel. */
  reference: string
  amountPaise: Paise
  utr: string | null
  /** When the money moved: the value date. */
  paidAt: Date
  /** The gateway's event that tells of it. */
  eventId: string | null
}

export type Settled = {
  paymentId: string
  /** The same payment was settled before; nothing was done. */
  isRepeat: boolean
  /** What the payment known under this reference amounts to, and whose it is. */
  amountPaise: Paise
  connectionId: string | null
}

/**
 * The one way in which money enters the books, whichever door it came through. It is never refused: it settles
 * surcharge, then the oldest bill, and what is over is paid ahead; money of nobody we know goes to suspense. A rebate
 * that the payment earns is a ledger transaction of its own. `payee` finds whose money it is, once nobody else can
 * settle the same reference.
 */
export async function settlePayment(
  tx: Tx,
  now: Date,
  money: CapturedMoney,
  payee: (tx: Tx) => Promise<Payee | null>,
): Promise<Settled> {
  const { channel, reference, amountPaise, utr, paidAt } = money
  await lockReference(tx, channel, reference)
  const known = await tx.payment.findUnique({
    where: { channel_reference: { channel, reference } },
    select: { id: true, amountPaise: true, connectionId: true },
  })
  if (known) {
    const { id: paymentId, connectionId } = known
    return { paymentId, isRepeat: true, amountPaise: paise(known.amountPaise), connectionId }
  }

  const whose = await payee(tx)
  if (whose) await lockConnection(tx, whose.connectionId)
  const entries = whose
    ? await settleDues(tx, now, money, whose)
    : [{ account: 'SUSPENSE', side: 'CREDIT', amountPaise } as const]
  const transactionId = randomUUID()
  await postTransaction(tx, {
    id: transactionId,
    kind: 'PAYMENT',
    reference: ledgerReference(money),
    connectionId: whose?.connectionId ?? null,
    occurredAt: paidAt,
    recordedAt: now,
    entries: [
      { account: channel === 'UPI' ? 'GATEWAY_CLEARING' : 'COUNTER_CLEARING', side: 'DEBIT', amountPaise },
      ...entries,
    ],
  })
  const receiptNo = await nextReceiptNumber(tx, monthOf(dayOf(now)))
  const payment = {
    connectionId: whose?.connectionId ?? null,
    billId: whose?.billId ?? null,
    attemptId: whose?.attempt?.id ?? null,
    ...{ transactionId, channel, reference, amountPaise, utr, paidAt, receivedAt: now, receiptNo },
  }
  const { id: paymentId } = await tx.payment.create({ data: payment, select: { id: true } })
  if (whose?.attempt) await changeState(tx, whose.attempt.id, 'PAID', { at: now, eventId: money.eventId })
  if (whose) await queuePaymentReceived(tx, now, { ...money, paymentId, receiptNo, connectionId: whose.connectionId })
  return { paymentId, isRepeat: false, amountPaise, connectionId: payment.connectionId }
}

/** Books the rebate that the payment earns, and returns the credits of the payment itself. */
async function settleDues(tx: Tx, now: Date, money: CapturedMoney, payee: Payee): Promise<NewEntry[]> {
  const { connectionId } = payee
  const standings = await billStandings(tx, connectionId)
  const unpaidPaise = totalUnpaid(standings)
  const rebatePaise = await earnedRebate(tx, money, payee, standings)

  const owedPaise = paise(unpaidPaise - rebatePaise)
  const aheadPaise = money.amountPaise > owedPaise ? paise(money.amountPaise - owedPaise) : ZERO_PAISE
  const settled = allocate(connectionId, standings, paise(money.amountPaise - aheadPaise))
  if (rebatePaise > 0n) {
    await postTransaction(tx, {
      id: randomUUID(),
      kind: 'REBATE',
      reference: ledgerReference(money),
      connectionId,
      occurredAt: money.paidAt,
      recordedAt: now,
      entries: [
        { account: 'REBATE', side: 'DEBIT', amountPaise: rebatePaise },
        ...allocate(connectionId, settled.unpaid, rebatePaise).entries,
      ],
    })
  }
  return [...settled.entries, { account: 'ADVANCE', side: 'CREDIT', amountPaise: aheadPaise, connectionId }]
}

/** What the payment earns on the bill that was out when it was made; of bills that came later it clears nothing. */
async function earnedRebate(
  tx: Tx,
  money: CapturedMoney,
  { connectionId, billId, attempt }: Payee,
  standings: ReadonlyMap<string, UnpaidBill>,
): Promise<Paise> {
  const bill = await billOfPayment(tx, connectionId, { paidOn: dayOf(money.paidAt), namedBillId: billId })
  if (!bill) return ZERO_PAISE
  const later = await billsAfter(tx, connectionId, bill)
  const unpaidPaise = totalUnpaid(new Map([...standings].filter(([id]) => !later.has(id))))
  return rebateFor({ bill, unpaidPaise, payment: money, attempt: attempt?.billId === bill.id ? attempt : null })
}

/** Payment ids are unique within a channel only. */
export const ledgerReference = ({ channel, reference }: Pick<CapturedMoney, 'channel' | 'reference'>): string =>
  `${channel}:${reference}`
