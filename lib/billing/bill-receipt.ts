import type { Db, Tx } from '#lib/platform/db.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

export type BillReceipt = { paymentId: string; receiptNo: string; paidAt: Date; amountPaise: Paise }

/**
 * The payment that last settled something of a bill: made for it, or credited to it as the oldest that was owed. Null for a
 * bill that no payment touched.
 */
export async function receiptOf(db: Db | Tx, connectionId: string, billId: string): Promise<BillReceipt | null> {
  const [receipt] = await db.$queryRaw<(Omit<BillReceipt, 'amountPaise'> & { amountPaise: bigint })[]>`
    select p."id" as "paymentId", p."receiptNo", p."paidAt", p."amountPaise"
    from (
      select "id" from "Payment" where "chainId" = ${connectionId}::uuid and "billId" = ${billId}::uuid
      union
      select credited."id" from "LedgerEntry" e
      join "Payment" credited on credited."chainId" = e."chainId" and credited."transactionId" = e."transactionId"
      where e."chainId" = ${connectionId}::uuid and e."billId" = ${billId}::uuid and e."side" = 'CREDIT'
    ) touched
    join "Payment" p on p."chainId" = ${connectionId}::uuid and p."id" = touched."id"
    order by p."paidAt" desc, p."receivedAt" desc limit 1`
  return receipt ? { ...receipt, amountPaise: paise(receipt.amountPaise) } : null
}
