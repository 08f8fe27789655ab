import { advanceOf } from '#lib/ledger/advance-of.ts'
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

const least = (a: Paise, b: Paise): Paise => (a < b ? a : b)

/** What a payment has credited to an account and still stands there: another refund of it may have taken some back. */
async function standingOf(
  tx: Tx,
  payment: Refunded['payment'],
  account: 'PREPAID_BALANCE' | 'REBATE',
  kind: 'PAYMENT' | 'REBATE',
): Promise<Paise> {
  const entries = await tx.ledgerEntry.findMany({
    where: {
      chainId: chainOf(payment.connectionId),
      account,
      transaction: {
        OR: [
          { kind, reference: ledgerReference(payment) },
          { kind: 'REFUND_AGREED', reference: { startsWith: `${ledgerReference(payment)}/` } },
        ],
      },
    },
    select: { side: true, amountPaise: true },
  })
  return sumPaise(entries.map(({ side, amountPaise }) => paise(side === 'CREDIT' ? amountPaise : -amountPaise)))
}
