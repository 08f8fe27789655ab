import type { Tx } from '#lib/platform/db.ts'
import { dayFromColumn, type IstDay } from '#lib/units/ist.ts'
import { firstDayOfChange, type TariffChange } from './tariff-change.ts'

/** The last day that a bill of ours covers; null before the first. What holds up to it explains issued bills. */
export async function billedUntil(tx: Pick<Tx, 'bill'>): Promise<IstDay | null> {
  const newest = await tx.bill.findFirst({
    where: { issuer: 'PORTAL' },
    orderBy: { month: 'desc' },
    select: { periodTo: true },
  })
  return newest && dayFromColumn(newest.periodTo)
}

/** Whether anything of a readable change would count for days that have been billed. */
export async function isBilledAlready(tx: Pick<Tx, 'bill'>, change: TariffChange): Promise<boolean> {
  const [first, until] = [firstDayOfChange(change), await billedUntil(tx)]
  return first !== null && until !== null && first <= until
}
