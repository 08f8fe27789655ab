import type { Db, Tx } from '#lib/platform/db.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

export type BillReceipt = { paymentId: string; receiptNo: string; paidAt: Date; amountPaise: Paise }

/**
 * The payment that last settled something of each bill: made for it, or credited to it as the oldest that was owed.
 * Bills that no payment touched are absent.
 */
export async function receiptsOf(db: Db | Tx, connectionId: string): Promise<Map<string, BillReceipt>> {
  const payments = await db.payment.findMany({
    where: { chainId: connectionId },
    orderBy: [{ paidAt: 'asc' }, { receivedAt: 'asc' }],
    select: {
      id: true,
      billId: true,
      receiptNo: true,
      paidAt: true,
      amountPaise: true,
      transaction: {
        select: { entries: { where: { billId: { not: null }, side: 'CREDIT' }, select: { billId: true } } },
      },
    },
  })
  const found = new Map<string, BillReceipt>()
  for (const { id, billId, receiptNo, paidAt, amountPaise, transaction } of payments) {
    const receipt = { paymentId: id, receiptNo, paidAt, amountPaise: paise(amountPaise) }
    for (const touched of [billId, ...transaction.entries.map((entry) => entry.billId)])
      if (touched) found.set(touched, receipt)
  }
  return found
}
