import { allocate } from '#lib/ledger/allocate.ts'
import { billStandings, totalUnpaid, type UnpaidBill } from '#lib/ledger/bill-standings.ts'
import { type NewEntry, postTransaction } from '#lib/ledger/post-transaction.ts'
import { transactionId as idOf } from '#lib/ledger/transaction-id.ts'
import type { Tx } from '#lib/platform/db.ts'
import { dayOf, monthOf } from '#lib/units/ist.ts'
import { type Paise, paise, sumPaise, ZERO_PAISE } from '#lib/units/paise.ts'
import type { LedgerAccount, PaymentChannel } from '#prisma/generated/client.ts'
import { changeState } from './change-state.ts'
import type { Payee } from './find-payee.ts'
import { lockConnections, lockReference } from './lock-connection.ts'
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
  /** The payment, the first of them where it was for several connections. */
  paymentId: string
  /** The same payment was settled before; nothing was done. */
  isRepeat: boolean
  /** What the payment known under this reference amounts to in all, and whose the first of it is. */
  amountPaise: Paise
  connectionId: string | null
}

/** Where money is when it has come: a gateway settles later, a counter's cashier too, the utility's own address at once. */
const RECEIVED_BY: Record<PaymentChannel, LedgerAccount> = {
  UPI: 'GATEWAY_CLEARING',
  UPI_DIRECT: 'BANK',
  COUNTER: 'COUNTER_CLEARING',
  BBPS: 'COUNTER_CLEARING',
  ATP: 'COUNTER_CLEARING',
  OTHER: 'COUNTER_CLEARING',
}

/** What one connection gets of it; `share` is 0 where that is all. */
type Share = CapturedMoney & { share: number; payee: Payee | null }

/**
 * The one way in which money enters the books, whichever door it came through. It is never refused: it settles
 * surcharge, then the oldest bill, and what is over is paid ahead; money of nobody we know goes to suspense. A rebate
 * that the payment earns is a ledger transaction of its own. `payees` finds whose money it is, once nobody else can
 * settle the same reference; of several each gets its share and a receipt of its own, all in this one transaction.
 */
export async function settlePayment(
  tx: Tx,
  now: Date,
  money: CapturedMoney,
  payees: (tx: Tx) => Promise<readonly Payee[]>,
): Promise<Settled> {
  const { channel, reference } = money
  await lockReference(tx, channel, reference)
  const known = await tx.payment.findMany({
    where: { channel, reference },
    orderBy: { share: 'asc' },
    select: { id: true, amountPaise: true, connectionId: true },
  })
  if (known[0]) {
    const amountPaise = sumPaise(known.map((payment) => paise(payment.amountPaise)))
    return { paymentId: known[0].id, isRepeat: true, amountPaise, connectionId: known[0].connectionId }
  }

  const whose = await payees(tx)
  await lockConnections(
    tx,
    whose.map(({ connectionId }) => connectionId),
  )
  const shares = sharesOf(money, whose)
  const paymentIds: string[] = []
  for (const share of shares) paymentIds.push(await settleShare(tx, now, share))
  const [paymentId] = paymentIds
  if (!paymentId) throw new Error(`Nothing of payment ${reference} was booked.`)
  return {
    paymentId,
    isRepeat: false,
    amountPaise: money.amountPaise,
    connectionId: shares[0]?.payee?.connectionId ?? null,
  }
}

/** Each gets its share while the money lasts; what is over is for the last that gets any. */
function sharesOf(money: CapturedMoney, payees: readonly Payee[]): Share[] {
  const [only = null] = payees
  if (payees.length <= 1) return [{ ...money, share: 0, payee: only }]
  let left: bigint = money.amountPaise
  return payees.flatMap((payee, index) => {
    const wanted = payee.askedPaise ?? ZERO_PAISE
    const amountPaise = paise(index === payees.length - 1 || wanted > left ? left : wanted)
    left -= amountPaise
    return amountPaise > 0n ? [{ ...money, amountPaise, share: index + 1, payee }] : []
  })
}

async function settleShare(tx: Tx, now: Date, { payee: whose, ...money }: Share): Promise<string> {
  const { channel, reference, share, amountPaise, utr, paidAt } = money
  const entries = whose
    ? await settleDues(tx, now, money, whose)
    : [{ account: 'SUSPENSE', side: 'CREDIT', amountPaise } as const]
  const booked = ledgerReference(money)
  const transactionId = idOf('PAYMENT', booked)
  await postTransaction(tx, {
    id: transactionId,
    kind: 'PAYMENT',
    reference: booked,
    connectionId: whose?.connectionId ?? null,
    occurredAt: paidAt,
    recordedAt: now,
    entries: [{ account: RECEIVED_BY[channel], side: 'DEBIT', amountPaise }, ...entries],
  })
  const receiptNo = await nextReceiptNumber(tx, monthOf(dayOf(now)))
  const payment = {
    connectionId: whose?.connectionId ?? null,
    billId: whose?.billId ?? null,
    attemptId: whose?.attempt?.id ?? null,
    ...{ transactionId, channel, reference, share, amountPaise, utr, paidAt, receivedAt: now, receiptNo },
  }
  const { id: paymentId } = await tx.payment.create({ data: payment, select: { id: true } })
  if (whose?.attempt) await changeState(tx, whose.attempt.id, 'PAID', { at: now, eventId: money.eventId })
  if (whose) await queuePaymentReceived(tx, now, { ...money, paymentId, receiptNo, connectionId: whose.connectionId })
  return paymentId
}

/** Books the rebate that the payment earns, and returns the credits of the payment itself. */
async function settleDues(tx: Tx, now: Date, money: Omit<Share, 'payee'>, payee: Payee): Promise<NewEntry[]> {
  const { connectionId } = payee
  const standings = await billStandings(tx, connectionId)
  const unpaidPaise = totalUnpaid(standings)
  const rebatePaise = await earnedRebate(tx, money, payee, standings)

  const owedPaise = paise(unpaidPaise - rebatePaise)
  const aheadPaise = money.amountPaise > owedPaise ? paise(money.amountPaise - owedPaise) : ZERO_PAISE
  const settled = allocate(connectionId, standings, paise(money.amountPaise - aheadPaise))
  if (rebatePaise > 0n) {
    const reference = ledgerReference(money)
    await postTransaction(tx, {
      id: idOf('REBATE', reference),
      kind: 'REBATE',
      reference,
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

/** Payment ids are unique within a channel only; of one for several connections each share has its own number. */
export const ledgerReference = ({
  channel,
  reference,
  share,
}: Pick<Share, 'channel' | 'reference' | 'share'>): string => `${channel}:${reference}${share > 0 ? `#${share}` : ''}`
