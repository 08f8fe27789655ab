import type { Db, Tx } from '#lib/platform/db.ts'
import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { addMonths, type Month } from '#lib/units/ist.ts'
import { ascending } from '#lib/units/order.ts'
import { fraction, roundHalfAwayFromZero } from '#lib/units/rounding.ts'

/** What a month usually comes to: the bill of the same month of the year before, else the middle of the last bills. */
export type TypicalPeriod = { energyWh: WattHours } & (
  | { source: 'YEAR_BEFORE'; month: Month }
  | { source: 'LAST_BILLS'; bills: number }
)

const BILLS_LOOKED_AT = 12
/** Fewer than these have no middle worth the name. */
const BILLS_NEEDED = 3

/** Null before there are enough bills. The caller has made sure whose connection it is. */
export async function typicalPeriod(db: Db | Tx, connectionId: string, of: Month): Promise<TypicalPeriod | null> {
  const bills = await db.bill.findMany({
    where: { connectionId, month: { lt: of } },
    orderBy: { month: 'desc' },
    take: BILLS_LOOKED_AT,
    select: { month: true, energyWh: true },
  })
  const month = addMonths(of, -12)
  const yearBefore = bills.find((bill) => bill.month === month)
  if (yearBefore) return { source: 'YEAR_BEFORE', month, energyWh: wattHours(yearBefore.energyWh) }
  if (bills.length < BILLS_NEEDED) return null
  return { source: 'LAST_BILLS', bills: bills.length, energyWh: median(bills.map(({ energyWh }) => energyWh)) }
}

function median(values: readonly bigint[]): WattHours {
  const sorted = values.toSorted(ascending)
  const [below, above] = [Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2)]
  return wattHours(roundHalfAwayFromZero(fraction((sorted[below] as bigint) + (sorted[above] as bigint), 2n)))
}
