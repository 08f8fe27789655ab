import { allocate } from '#lib/ledger/allocate.ts'
import { billStandings, totalUnpaid, type UnpaidBill } from '#lib/ledger/bill-standings.ts'
import { chainOf } from '#lib/ledger/chain.ts'
import { type NewEntry, type NewTransaction, postTransactions } from '#lib/ledger/post-transaction.ts'
import { transactionId as idOf } from '#lib/ledger/transaction-id.ts'
import type { Tx } from '#lib/platform/db.ts'
import { noteStep } from '#lib/platform/trace.ts'
import { dayOf, monthOf } from '#lib/units/ist.ts'
import { type Paise, paise, sumPaise, ZERO_PAISE } from '#lib/units/paise.ts'
import type { LedgerAccount, PaymentChannel } from '#prisma/generated/client.ts'
import { queuePaymentPosted } from './billing-webhook/queue-billing-event.ts'
import { changeState } from './change-state.ts'
import { isPrepaidOn } from './chosen-amount.ts'
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
 * The one way in which money enters the books, whichever door it came through. It is never refused: it settles surcharge,
 * then the oldest bill, and what is over is paid ahead, or recharges a prepaid balance; money of nobody we know goes to
 * suspense. A rebate that the payment earns is a ledger transaction of its own. `payees` finds whose money it is, once
 * nobody else can settle the same reference; of several each gets its share and a receipt of its own, all in this one
 * transaction.
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
    noteStep('ledger.known', { channel })
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
  const dues = whose
    ? await settleDues(tx, money, whose)
    : {
        credits: [{ account: 'SUSPENSE', side: 'CREDIT', amountPaise } as const],
        rebate: [],
        rechargedPaise: ZERO_PAISE,
      }
  const named = { reference: ledgerReference(money), connectionId: whose?.connectionId ?? null }
  const movement = (kind: 'REBATE' | 'PAYMENT', entries: readonly NewEntry[]): NewTransaction => ({
    ...{ id: idOf(kind, named.reference), kind, ...named, occurredAt: paidAt, recordedAt: now, entries },
  })
  const payment = movement('PAYMENT', [{ account: RECEIVED_BY[channel], side: 'DEBIT', amountPaise }, ...dues.credits])
  const transactionId = payment.id
  await postTransactions(tx, dues.rebate.length > 0 ? [movement('REBATE', dues.rebate), payment] : [payment])
  noteStep('ledger.booked', { channel })
  const receiptNo = await nextReceiptNumber(tx, monthOf(dayOf(now)))
  noteStep('receipt.numbered')
  const received = {
    chainId: chainOf(named.connectionId),
    connectionId: named.connectionId,
    billId: whose?.billId ?? null,
    attemptId: whose?.attempt?.id ?? null,
    ...{ transactionId, channel, reference, share, amountPaise, utr, paidAt, receivedAt: now, receiptNo },
  }
  const { id: paymentId } = await tx.payment.create({ data: received, select: { id: true } })
  await queuePaymentPosted(tx, now, { ...received, paymentId, ...dues })
  if (whose?.attempt)
    await changeState(tx, { connectionId: whose.connectionId, id: whose.attempt.id }, 'PAID', {
      at: now,
      eventId: money.eventId,
    })
  const { rechargedPaise } = dues
  if (whose)
    await queuePaymentReceived(tx, now, {
      ...{ ...money, paymentId, receiptNo, rechargedPaise },
      connectionId: whose.connectionId,
    })
  return paymentId
}

/** The credits of the payment itself, and the entries of the rebate that it earns; none where it earns none. */
async function settleDues(
  tx: Tx,
  money: Omit<Share, 'payee'>,
  payee: Payee,
): Promise<{ credits: NewEntry[]; rebate: NewEntry[]; rechargedPaise: Paise }> {
  const { connectionId } = payee
  const standings = await billStandings(tx, connectionId)
  const unpaidPaise = totalUnpaid(standings)
  const rebatePaise = await earnedRebate(tx, money, payee, standings)

  const owedPaise = paise(unpaidPaise - rebatePaise)
  const aheadPaise = money.amountPaise > owedPaise ? paise(money.amountPaise - owedPaise) : ZERO_PAISE
  const settled = allocate(connectionId, standings, paise(money.amountPaise - aheadPaise))
  const isRecharge = aheadPaise > 0n && (await isPrepaidOn(tx, connectionId, dayOf(money.paidAt)))
  const account = isRecharge ? 'PREPAID_BALANCE' : 'ADVANCE'
  return {
    rechargedPaise: isRecharge ? aheadPaise : ZERO_PAISE,
    credits: [...settled.entries, { account, side: 'CREDIT', amountPaise: aheadPaise, connectionId }],
    rebate:
      rebatePaise > 0n
        ? [
            { account: 'REBATE', side: 'DEBIT', amountPaise: rebatePaise },
            ...allocate(connectionId, settled.unpaid, rebatePaise).entries,
          ]
        : [],
  }
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
  // Standings are in the order of bills: behind the last of them there is none with anything open.
  const isNewest = [...standings.keys()].at(-1) === bill.id
  const later = isNewest ? new Set() : await billsAfter(tx, connectionId, bill)
  const unpaidPaise = totalUnpaid(new Map([...standings].filter(([id]) => !later.has(id))))
  return rebateFor({ bill, unpaidPaise, payment: money, attempt: attempt?.billId === bill.id ? attempt : null })
}

/** Payment ids are unique within a channel only; of one for several connections each share has its own number. */
export const ledgerReference = ({
  channel,
  reference,
  share,
}: Pick<Share, 'channel' | 'reference' | 'share'>): string => `${channel}:${reference}${share > 0 ? `#${share}` : ''}`
