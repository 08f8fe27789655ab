import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { accountOf } from '#lib/ledger/account-of.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Month } from '#lib/units/ist.ts'
import { type Paise, paise, sumPaise } from '#lib/units/paise.ts'
import type { LedgerAccount, PaymentChannel, RefundState } from '#prisma/generated/client.ts'
import { ledgerReference } from './settle-payment.ts'

/** A part of a payment and the bill that it settled. */
export type SettledPart = { billId: string; billNo: string; month: Month; amountPaise: Paise; isSurcharge: boolean }

export type ReceiptView = {
  id: string
  receiptNo: string
  consumerNo: string
  holderName: string
  channel: PaymentChannel
  reference: string
  utr: string | null
  amountPaise: Paise
  /** What the QR asked for, where that was another amount; null where it was this one, or nobody asked. */
  askedPaise: Paise | null
  paidAt: Date
  receivedAt: Date
  /** The bill that it was meant for. */
  bill: { id: string; billNo: string; month: Month } | null
  /** What the money settled. */
  settled: SettledPart[]
  /** Given for paying early or online; it settled so much beside the money. */
  rebatePaise: Paise
  /** Of this payment, goes to the next bill. */
  paidAheadPaise: Paise
  /** Of this payment, was added to the prepaid balance. */
  rechargedPaise: Paise
  /** What of it has gone back to its payer since, and what is agreed and on its way. */
  refundedPaise: Paise
  refundingPaise: Paise
  /** As of now, of the whole connection. */
  unpaidNowPaise: Paise
  aheadNowPaise: Paise
}

/** The receipt of a payment. Null for one that is not of this connection, or a connection that is not the actor's. */
export async function getReceipt(
  { db, now }: Services,
  actor: ConsumerActor,
  { connectionId, paymentId }: { connectionId: string; paymentId: string },
): Promise<ReceiptView | null> {
  if (!isId(connectionId) || !isId(paymentId)) return null
  const payment = await db.payment.findFirst({
    where: { chainId: connectionId, id: paymentId, connection: ownConnection({ now }, actor, connectionId, 'BILLS') },
    select: {
      ...{
        id: true,
        receiptNo: true,
        channel: true,
        reference: true,
        share: true,
        utr: true,
        paidAt: true,
        receivedAt: true,
      },
      amountPaise: true,
      connection: { select: { consumerNo: true, holderName: true } },
      attempt: { select: { amountPaise: true } },
      refunds: { select: { state: true, amountPaise: true } },
      bill: { select: { id: true, billNo: true, month: true, payableByDuePaise: true } },
      transaction: { select: { entries: { where: { side: 'CREDIT' }, orderBy: { position: 'asc' }, select: CREDIT } } },
    },
  })
  if (!payment?.connection) return null
  const { connection, bill, attempt, refunds, transaction, amountPaise, ...facts } = payment
  const refundsIn = (...states: RefundState[]) =>
    sumPaise(refunds.filter(({ state }) => states.includes(state)).map((refund) => paise(refund.amountPaise)))
  const asked = attempt?.amountPaise ?? (THROUGH_QR.has(facts.channel) ? bill?.payableByDuePaise : undefined)
  const rebates = await db.ledgerEntry.findMany({
    where: {
      chainId: connectionId,
      account: 'REBATE',
      transaction: { kind: 'REBATE', reference: ledgerReference(facts) },
    },
    select: { amountPaise: true },
  })
  const asOfNow = await accountOf(db, connectionId)
  return {
    ...facts,
    ...connection,
    amountPaise: paise(amountPaise),
    askedPaise: asked === undefined || asked === amountPaise ? null : paise(asked),
    bill: bill && { id: bill.id, billNo: bill.billNo, month: bill.month as Month },
    settled: transaction.entries.flatMap(settledPart),
    rebatePaise: sumPaise(rebates.map((entry) => paise(entry.amountPaise))),
    paidAheadPaise: creditedTo('ADVANCE', transaction.entries),
    rechargedPaise: creditedTo('PREPAID_BALANCE', transaction.entries),
    refundedPaise: refundsIn('PAID'),
    refundingPaise: refundsIn('AGREED', 'SENT'),
    unpaidNowPaise: asOfNow.unpaidPaise,
    aheadNowPaise: asOfNow.aheadPaise,
  }
}

const creditedTo = (
  wanted: LedgerAccount,
  credits: readonly { account: LedgerAccount; amountPaise: bigint }[],
): Paise => sumPaise(credits.filter(({ account }) => account === wanted).map(({ amountPaise }) => paise(amountPaise)))

/** A bill that is named at a counter asks for no certain amount. */
const THROUGH_QR: ReadonlySet<PaymentChannel> = new Set(['UPI', 'UPI_DIRECT'])

const CREDIT = {
  account: true,
  amountPaise: true,
  bill: { select: { id: true, billNo: true, month: true } },
} as const

function settledPart(entry: {
  account: LedgerAccount
  amountPaise: bigint
  bill: { id: string; billNo: string; month: string } | null
}): SettledPart[] {
  if (!entry.bill) return []
  const { id: billId, billNo, month } = entry.bill
  const isSurcharge = entry.account === 'RECEIVABLE_SURCHARGE'
  return [{ billId, billNo, month: month as Month, amountPaise: paise(entry.amountPaise), isSurcharge }]
}
