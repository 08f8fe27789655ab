import { billedSupply } from '#lib/billing/billed-supply.ts'
import type { Db, Tx } from '#lib/platform/db.ts'
import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { dayFromColumn, type IstDay, type Month } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { BilledEnergy } from './consumption-days.ts'

/** What the bills of some months counted on each day, by month; months without a bill are absent. */
export async function billedEnergy(
  db: Db | Tx,
  connectionId: string,
  months: readonly Month[],
): Promise<ReadonlyMap<Month, BilledEnergy>> {
  const rows = await db.bill.findMany({
    where: { connectionId, month: { in: [...months] } },
    select: { month: true, periodFrom: true, dailyWh: true, estimatedOn: true, supplyMinutes: true },
  })
  return new Map(
    rows.map(({ month, periodFrom, dailyWh, estimatedOn, supplyMinutes }) => [
      month as Month,
      {
        dailyWh: dailyWh.map(wattHours),
        estimatedOn: estimatedOn.map(dayFromColumn),
        supplyMinutes: billedSupply(dayFromColumn(periodFrom), supplyMinutes),
      },
    ]),
  )
}

/** A bill's period as a whole. */
export type BilledPeriod = {
  billId: string
  periodFrom: IstDay
  periodTo: IstDay
  energyWh: WattHours
  currentDemandPaise: Paise
  beforeSubsidyPaise: Paise
  isEstimated: boolean
}

/** The periods that have a bill, by month. */
export async function billedPeriods(
  db: Db | Tx,
  connectionId: string,
  months: readonly Month[],
): Promise<ReadonlyMap<Month, BilledPeriod>> {
  const rows = await db.bill.findMany({
    where: { connectionId, month: { in: [...months] } },
    select: {
      ...{ id: true, month: true, periodFrom: true, periodTo: true, energyWh: true, basis: true },
      currentDemandPaise: true,
      lines: { where: { code: 'SUBSIDY' }, select: { amountPaise: true } },
    },
  })
  return new Map(
    rows.map((row) => [
      row.month as Month,
      {
        billId: row.id,
        periodFrom: dayFromColumn(row.periodFrom),
        periodTo: dayFromColumn(row.periodTo),
        energyWh: wattHours(row.energyWh),
        currentDemandPaise: paise(row.currentDemandPaise),
        beforeSubsidyPaise: paise(
          row.currentDemandPaise - row.lines.reduce((sum, { amountPaise }) => sum + amountPaise, 0n),
        ),
        isEstimated: row.basis === 'PROVISIONAL',
      },
    ]),
  )
}
