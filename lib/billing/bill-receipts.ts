import type { Db, Tx } from '#lib/platform/db.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

export type BillReceipt = { paymentId: string; receiptNo: string; paidAt: Date; amountPaise: Paise }

/**
 * The payment that last settled something of each bill: made for it, or credited to it as the oldest that was owed.
 * Bills that no payment touched are absent.
 */
export async function receiptsOf(db: Db | Tx, connectionId: string): Promise<Map<string, BillReceipt>> {
  const rows = await db.$queryRaw<(Omit<BillReceipt, 'amountPaise'> & { billId: string; amountPaise: bigint })[]>`
    select distinct on (touched."billId") touched."billId", p."id" as "paymentId", p."receiptNo", p."paidAt", p."amountPaise"
    from "Payment" p
    cross join lateral (
      select p."billId"
      union
      select e."billId" from "LedgerEntry" e
      where e."chainId" = p."chainId" and e."transactionId" = p."transactionId" and e."side" = 'CREDIT'
    ) touched
    where p."chainId" = ${connectionId}::uuid and touched."billId" is not null
    order by touched."billId", p."paidAt" desc, p."receivedAt" desc`
  return new Map(
    rows.map(({ billId, ...receipt }) => [billId, { ...receipt, amountPaise: paise(receipt.amountPaise) }]),
  )
}
