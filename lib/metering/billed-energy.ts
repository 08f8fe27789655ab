import type { Db, Tx } from '#lib/platform/db.ts'
import { wattHours } from '#lib/units/energy.ts'
import { dayFromColumn, type Month } from '#lib/units/ist.ts'
import type { BilledEnergy } from './consumption-days.ts'

/** What the bills of some months counted, by month; months without a bill are absent. */
export async function billedEnergy(
  db: Db | Tx,
  connectionId: string,
  months: readonly Month[],
): Promise<ReadonlyMap<Month, BilledEnergy>> {
  const rows = await db.bill.findMany({
    where: { connectionId, month: { in: [...months] } },
    select: { month: true, dailyWh: true, estimatedOn: true },
  })
  return new Map(
    rows.map(({ month, dailyWh, estimatedOn }) => [
      month as Month,
      { dailyWh: dailyWh.map(wattHours), estimatedOn: estimatedOn.map(dayFromColumn) },
    ]),
  )
}
