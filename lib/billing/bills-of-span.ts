import type { Db } from '#lib/platform/db.ts'
import { dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import { BILL_COLUMNS, type BillFacts, billFacts } from './bill-row.ts'
import { type StoredLine, storedLine } from './stored-line.ts'

/** A bill as it was issued, with its lines. */
export type WholeBill = BillFacts & {
  currentDemandPaise: Paise
  maxDemandW: number | null
  maxDemandAt: Date | null
  meterSerialNo: string | null
  lines: StoredLine[]
}

/**
 * The bills whose period ends within a span, oldest first, of a connection that the caller has made sure is the actor's
 * own.
 */
export async function billsOfSpan(
  db: Db,
  connectionId: string,
  { from, to }: { from: IstDay; to: IstDay },
): Promise<WholeBill[]> {
  const rows = await db.bill.findMany({
    where: { connectionId, periodTo: { gte: dayToColumn(from), lte: dayToColumn(to) } },
    orderBy: { periodTo: 'asc' },
    select: {
      ...{ ...BILL_COLUMNS, currentDemandPaise: true, maxDemandW: true, maxDemandAt: true, meterSerialNo: true },
      lines: { orderBy: { position: 'asc' } },
    },
  })
  return rows.map((row) => ({
    ...billFacts(row),
    currentDemandPaise: paise(row.currentDemandPaise),
    ...{ maxDemandW: row.maxDemandW, maxDemandAt: row.maxDemandAt, meterSerialNo: row.meterSerialNo },
    lines: row.lines.map(storedLine),
  }))
}
