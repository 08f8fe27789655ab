import { energyRegister, storedRegisters } from '#lib/billing/billed-register.ts'
import { billedSupply } from '#lib/billing/billed-supply.ts'
import type { Db, Tx } from '#lib/platform/db.ts'
import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { dayFromColumn, type IstDay, type Month } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { BilledEnergy } from './consumption-days.ts'

/** A bill of which the register is known at both ends of its period, all of it by a reading. */
export type RegisteredEnergy = BilledEnergy & {
  periodFrom: IstDay
  periodTo: IstDay
  /** Null where the bill counted days, and where it says no more than an amount. */
  registerWh: WattHours | null
}

/** What the bills of some months counted on each day, by month; months without a bill are absent. */
export async function billedEnergy(
  db: Db | Tx,
  connectionId: string,
  months: readonly Month[],
): Promise<ReadonlyMap<Month, RegisteredEnergy>> {
  const rows = await db.bill.findMany({
    where: { connectionId, month: { in: [...months] } },
    select: {
      ...{ month: true, periodFrom: true, periodTo: true, dailyWh: true, estimatedOn: true },
      ...{ supplyMinutes: true, basis: true, energyWh: true, registers: true },
    },
  })
  return new Map(
    rows.map(({ month, basis, registers, supplyMinutes, ...row }) => {
      const energyWh = wattHours(row.energyWh)
      const isRead = basis === 'ACTUAL' && energyRegister(storedRegisters(registers), energyWh) !== null
      return [
        month as Month,
        {
          periodFrom: dayFromColumn(row.periodFrom),
          periodTo: dayFromColumn(row.periodTo),
          dailyWh: row.dailyWh.map(wattHours),
          estimatedOn: row.estimatedOn.map(dayFromColumn),
          supplyMinutes: row.dailyWh.length > 0 ? billedSupply(dayFromColumn(row.periodFrom), supplyMinutes) : null,
          registerWh: isRead && row.dailyWh.length === 0 ? energyWh : null,
        },
      ]
    }),
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
