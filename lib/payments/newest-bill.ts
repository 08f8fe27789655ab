import { BILL_COLUMNS, type BillFacts, billFacts } from '#lib/billing/bill-row.ts'
import type { Db, Tx } from '#lib/platform/db.ts'

/** The bill on which everything stands that a connection owes: its newest postpaid one. Null without any. */
export async function newestBill(db: Db | Tx, connectionId: string): Promise<BillFacts | null> {
  const row = await db.bill.findFirst({
    where: { connectionId, mode: 'POSTPAID' },
    orderBy: { periodTo: 'desc' },
    select: BILL_COLUMNS,
  })
  return row && billFacts(row)
}
