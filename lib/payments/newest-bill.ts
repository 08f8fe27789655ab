import { BILL_COLUMNS, type BillFacts, billFacts } from '#lib/billing/bill-row.ts'
import type { Db, Tx } from '#lib/platform/db.ts'
import { addDays, dayToColumn, type IstDay, startOfDay } from '#lib/units/ist.ts'

/** The bill on which everything stands that a connection owes: its newest postpaid one. Null without any. */
export async function newestBill(db: Db | Tx, connectionId: string): Promise<BillFacts | null> {
  return findBill(db, { connectionId })
}

/**
 * The bill that a payment of a day was for, whenever we hear of it: the newest that was out by then, be it dated ahead, or the
 * one that the payment names if that is newer still. A bill that came later has no say in that payment's rebates.
 */
export async function billOfPayment(
  db: Db | Tx,
  connectionId: string,
  { paidOn, namedBillId }: { paidOn: IstDay; namedBillId: string | null },
): Promise<BillFacts | null> {
  const wasOut = [{ billedOn: { lte: dayToColumn(paidOn) } }, { issuedAt: { lt: startOfDay(addDays(paidOn, 1)) } }]
  return findBill(db, { connectionId, OR: namedBillId ? [...wasOut, { id: namedBillId }] : wasOut })
}

async function findBill(db: Db | Tx, where: object): Promise<BillFacts | null> {
  const row = await db.bill.findFirst({
    where: { ...where, mode: 'POSTPAID' },
    orderBy: { periodTo: 'desc' },
    select: BILL_COLUMNS,
  })
  return row && billFacts(row)
}

/** The bills of a connection that came after one of them. */
export async function billsAfter(db: Db | Tx, connectionId: string, { periodTo }: BillFacts): Promise<Set<string>> {
  const rows = await db.bill.findMany({
    where: { connectionId, periodTo: { gt: dayToColumn(periodTo) } },
    select: { id: true },
  })
  return new Set(rows.map(({ id }) => id))
}
