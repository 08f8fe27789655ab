import { billedSupply } from '#lib/billing/billed-supply.ts'
import type { Db, Tx } from '#lib/platform/db.ts'
import { dayFromColumn, type Month } from '#lib/units/ist.ts'
import type { Span } from './spans.ts'
import { readSupplyMinutes, type SupplyByDay } from './supply-minutes.ts'

/** What a month's bill counted of demand and supply; both are frozen with it, and readings that come later change neither. */
export type BilledMonth = { maxDemandW: number | null }

/** The hours of supply that the fixed charge of a month counts, and its bill's demand; `bill` is null before it is issued. */
export async function chargedMonth(
  db: Db | Tx,
  connectionId: string,
  { month, span }: { month: Month; span: Span },
): Promise<{ bill: BilledMonth | null; supplyMinutes: SupplyByDay }> {
  const bill = await db.bill.findUnique({
    where: { connectionId_month: { connectionId, month } },
    select: { maxDemandW: true, periodFrom: true, supplyMinutes: true, dailyWh: true },
  })
  // The utility's own bills say nothing of days.
  if (bill && bill.dailyWh.length > 0)
    return { bill, supplyMinutes: billedSupply(dayFromColumn(bill.periodFrom), bill.supplyMinutes) }
  const found = await readSupplyMinutes(db, [connectionId], [span])
  return { bill, supplyMinutes: found.get(connectionId) ?? new Map() }
}
