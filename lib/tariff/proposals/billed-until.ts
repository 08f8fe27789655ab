import type { Tx } from '#lib/platform/db.ts'
import { dayFromColumn, type IstDay } from '#lib/units/ist.ts'
import { firstDayOfChange, type TariffChange } from './tariff-change.ts'

/**
 * The last day that a bill of ours covers, and the last date of that month's bills; null before the first. What holds up
 * to it explains bills.
 */
async function newestBill(tx: Pick<Tx, 'bill'>): Promise<{ periodTo: IstDay; billedOn: IstDay } | null> {
  const newest = await tx.bill.findFirst({
    where: { issuer: 'PORTAL' },
    // Bills of one month may have dates of their own (`--bill-date`).
    orderBy: [{ month: 'desc' }, { billedOn: 'desc' }],
    select: { periodTo: true, billedOn: true },
  })
  return newest && { periodTo: dayFromColumn(newest.periodTo), billedOn: dayFromColumn(newest.billedOn) }
}

/**
 * Whether anything of a readable change would count for days that have been billed: up to the end of the newest period,
 * or for the surcharge, which a bill charges for all months of delay begun by then, up to the newest bill's date.
 */
export async function isBilledAlready(tx: Pick<Tx, 'bill'>, change: TariffChange): Promise<boolean> {
  const newest = await newestBill(tx)
  if (!newest) return false
  const { laterDelayedPayment = [], ...ofPeriods } = change
  const [first, firstLate] = [firstDayOfChange(ofPeriods), firstDayOfChange({ laterDelayedPayment })]
  return (first !== null && first <= newest.periodTo) || (firstLate !== null && firstLate <= newest.billedOn)
}
