import { advanceOf } from '#lib/ledger/advance-of.ts'
import { allocate } from '#lib/ledger/allocate.ts'
import { billStandings, totalUnpaid, type UnpaidBill } from '#lib/ledger/bill-standings.ts'
import { chainOf } from '#lib/ledger/chain.ts'
import type { NewEntry } from '#lib/ledger/post-transaction.ts'
import type { Tx } from '#lib/platform/db.ts'
import { type Paise, paise, sumPaise, ZERO_PAISE } from '#lib/units/paise.ts'
import type { PaymentChannel } from '#prisma/generated/client.ts'
import { newestBill } from './newest-bill.ts'
import { ledgerReference } from './settle-payment.ts'

type Refunded = {
  amountPaise: Paise
  payment: { channel: PaymentChannel; reference: string; share: number; connectionId: string | null }
}

/**
 * What an agreed refund takes the money from. Money of nobody known comes out of suspense. Else what the payment has
 * recharged of a prepaid balance goes first, then what the connection has paid ahead; the rest is owed again, on its newest
 * bill, together with the rebate that the payment had earned by settling everything. Null where neither covers it: then
 * there is nothing of this payment to give back.
 */
export async function refundEntries(tx: Tx, { amountPaise, payment }: Refunded): Promise<NewEntry[] | null> {
  const { connectionId } = payment
  if (connectionId === null)
    return [
      { account: 'SUSPENSE', side: 'DEBIT', amountPaise },
      { account: 'REFUND_PAYABLE', side: 'CREDIT', amountPaise },
    ]
  const fromBalance = least(amountPaise, await standingOf(tx, payment, 'PREPAID_BALANCE', 'PAYMENT'))
  const fromAhead = least(paise(amountPaise - fromBalance), await advanceOf(tx, connectionId))
  const owedAgain = paise(amountPaise - fromBalance - fromAhead)
  const bill = owedAgain > 0n ? await newestBill(tx, connectionId) : null
  if (owedAgain > 0n && !bill) return null
  const rebatePaise = owedAgain > 0n ? paise(-(await standingOf(tx, payment, 'REBATE', 'REBATE'))) : ZERO_PAISE
  const onBill = { account: 'RECEIVABLE', side: 'DEBIT', connectionId, ...(bill && { billId: bill.id }) } as const
  return [
    { account: 'PREPAID_BALANCE', side: 'DEBIT', amountPaise: fromBalance, connectionId },
    { account: 'ADVANCE', side: 'DEBIT', amountPaise: fromAhead, connectionId },
    { ...onBill, amountPaise: owedAgain },
    { ...onBill, amountPaise: rebatePaise },
    { account: 'REFUND_PAYABLE', side: 'CREDIT', amountPaise, connectionId },
    { account: 'REBATE', side: 'CREDIT', amountPaise: rebatePaise },
  ]
}

type Failed = Refunded & { id: string; payment: Refunded['payment'] & { id: string } }

/**
 * Where the money of an agreed refund goes that the gateway could not pay: back on the prepaid balance what came off it;
 * the rest settles what is owed beyond the rebate that is given again, as a payment does, and is paid ahead where nothing
 * is. The refund must stand as failed, and the connection be locked.
 */
export async function failedRefundEntries(tx: Tx, { id, amountPaise, payment }: Failed): Promise<NewEntry[]> {
  const { connectionId } = payment
  if (connectionId === null)
    return [
      { account: 'REFUND_PAYABLE', side: 'DEBIT', amountPaise },
      { account: 'SUSPENSE', side: 'CREDIT', amountPaise },
    ]
  const fromBalance = await tx.ledgerEntry.findMany({
    where: {
      chainId: connectionId,
      account: 'PREPAID_BALANCE',
      transaction: { kind: 'REFUND_AGREED', reference: `${ledgerReference(payment)}/${id}` },
    },
    select: { amountPaise: true },
  })
  const toBalance = sumPaise(fromBalance.map((entry) => paise(entry.amountPaise)))
  const standings = await billStandings(tx, connectionId)
  const rebatePaise = await rebateAgain(tx, payment, standings)
  const left = paise(amountPaise - toBalance)
  // As when it was paid: what a rebate settles takes no money.
  const settledPaise = least(left, paise(totalUnpaid(standings) - rebatePaise))
  const settled = allocate(connectionId, standings, settledPaise)
  return [
    { account: 'REFUND_PAYABLE', side: 'DEBIT', amountPaise, connectionId },
    { account: 'PREPAID_BALANCE', side: 'CREDIT', amountPaise: toBalance, connectionId },
    ...settled.entries,
    { account: 'ADVANCE', side: 'CREDIT', amountPaise: paise(left - settledPaise), connectionId },
    { account: 'REBATE', side: 'DEBIT', amountPaise: rebatePaise },
    ...allocate(connectionId, settled.unpaid, rebatePaise).entries,
  ]
}

/**
 * The rebate that refunds of a payment took back, given again once none of them makes its bill owed any more; no more of
 * it than that bill still asks for, which somebody may have paid anew.
 */
async function rebateAgain(
  tx: Tx,
  payment: Failed['payment'],
  standings: ReadonlyMap<string, UnpaidBill>,
): Promise<Paise> {
  const chainId = chainOf(payment.connectionId)
  const failed = await tx.refund.findMany({
    where: { chainId, paymentId: payment.id, state: 'FAILED' },
    select: { id: true },
  })
  const hasFailed = new Set(failed.map(({ id }) => `${ledgerReference(payment)}/${id}`))
  const owedAgain = await tx.ledgerEntry.findMany({
    where: {
      ...{ chainId, account: 'RECEIVABLE', side: 'DEBIT' },
      transaction: { kind: 'REFUND_AGREED', reference: { startsWith: `${ledgerReference(payment)}/` } },
    },
    orderBy: { transaction: { recordedAt: 'desc' } },
    select: {
      billId: true,
      transaction: { select: { reference: true, entries: { where: { account: 'REBATE' }, select: { side: true } } } },
    },
  })
  if (owedAgain.some(({ transaction }) => !hasFailed.has(transaction.reference))) return ZERO_PAISE
  const billId = owedAgain.find(({ transaction }) => transaction.entries.length > 0)?.billId
  if (!billId) return ZERO_PAISE
  return least(await standingOf(tx, payment, 'REBATE', null), standings.get(billId)?.unpaidPrincipalPaise ?? ZERO_PAISE)
}

const least = (a: Paise, b: Paise): Paise => (a < b ? a : b)

/**
 * What a payment has credited to an account and still stands there: another refund of it may have taken some back, and
 * given it again when it failed. Without a `kind` only what its refunds have moved.
 */
async function standingOf(
  tx: Tx,
  payment: Refunded['payment'],
  account: 'PREPAID_BALANCE' | 'REBATE',
  kind: 'PAYMENT' | 'REBATE' | null,
): Promise<Paise> {
  const entries = await tx.ledgerEntry.findMany({
    where: {
      chainId: chainOf(payment.connectionId),
      account,
      transaction: {
        OR: [
          ...(kind ? [{ kind, reference: ledgerReference(payment) }] : []),
          {
            kind: { in: ['REFUND_AGREED', 'REFUND_FAILED'] },
            reference: { startsWith: `${ledgerReference(payment)}/` },
          },
        ],
      },
    },
    select: { side: true, amountPaise: true },
  })
  return sumPaise(entries.map(({ side, amountPaise }) => paise(side === 'CREDIT' ? amountPaise : -amountPaise)))
}
