import type { DayPeak } from '#lib/metering/load-days.ts'
import { readPeaks } from '#lib/metering/peak-rows.ts'
import { readSupplyMinutes, type SupplyByDay } from '#lib/metering/supply-minutes.ts'
import type { Db, Tx } from '#lib/platform/db.ts'
import { wattHours } from '#lib/units/energy.ts'
import { addMonths, dayFromColumn, eachDay, firstDayOf, type IstDay, lastDayOf, type Month } from '#lib/units/ist.ts'
import type { ActualBill } from './energy-basis.ts'
import { firstReadDays, type ReadingsByDay, readingsOf } from './month-readings.ts'
import { latestDay, SUPPLY_COLUMNS, type SupplyHistory, supplyHistory } from './supply-history.ts'

/** What the bills of one connection are computed from, money apart. */
export type BillSource = SupplyHistory & {
  connectionId: string
  consumerNo: string
  holderName: string
  address: string
  subdivision: string
  phase: 'SINGLE' | 'THREE'
  /** Readings of the month and of the one before. */
  readings: ReadingsByDay
  /** The highest demand of each day of the month, as far as it is known. */
  peaks: ReadonlyMap<IstDay, DayPeak>
  /** Minutes with supply of the days of the month, where all blocks told. */
  supplyMinutes: SupplyByDay
  firstReadOn: IstDay | null
  /** The newest bill of the connection, of whichever month. */
  lastBill: { month: Month; billedOn: IstDay } | null
  /** The last ACTUAL bills before the month, newest first. */
  actualBills: ActualBill[]
}

/** Reads the sources of many connections for one month, in a fixed number of statements. */
export async function billSources(
  db: Db | Tx,
  connectionIds: readonly string[],
  of: Month,
): Promise<Map<string, BillSource>> {
  const ids = [...connectionIds]
  const connections = await db.connection.findMany({
    where: { id: { in: ids } },
    select: {
      ...{ id: true, consumerNo: true, holderName: true, address: true, subdivision: true, phase: true },
      ...SUPPLY_COLUMNS,
    },
  })
  const readings = await readingsOf(db, ids, firstDayOf(addMonths(of, -1)), lastDayOf(of))
  const peaks = await readPeaks(db, ids, [{ from: firstDayOf(of), to: lastDayOf(of) }])
  const supply = await readSupplyMinutes(db, ids, [{ from: firstDayOf(of), to: lastDayOf(of) }])
  const firstRead = await firstReadDays(db, ids)
  const lastBills = await lastBillsOf(db, ids)
  const actualBills = await actualBillsBefore(db, ids, of)

  return new Map(
    connections.map(({ id, connectedOn, terms, installations, ...connection }) => {
      const source: BillSource = {
        connectionId: id,
        ...connection,
        ...supplyHistory({ connectedOn, terms, installations }),
        readings: readings.get(id) ?? new Map(),
        peaks: peaks.get(id) ?? new Map(),
        supplyMinutes: supply.get(id) ?? new Map(),
        firstReadOn: firstRead.get(id) ?? null,
        lastBill: lastBills.get(id) ?? null,
        actualBills: actualBills.get(id) ?? [],
      }
      return [id, source]
    }),
  )
}

/** The days of a month on which the connection was supplied; none before it was connected. */
export function billedDays({ suppliedFrom }: Pick<SupplyHistory, 'suppliedFrom'>, of: Month): IstDay[] {
  return suppliedFrom ? eachDay(latestDay(firstDayOf(of), suppliedFrom), lastDayOf(of)) : []
}

async function lastBillsOf(db: Db | Tx, ids: string[]): Promise<Map<string, { month: Month; billedOn: IstDay }>> {
  const rows = await db.$queryRaw<{ id: string; month: Month; billedOn: Date }[]>`
    select wanted.id, bill.month, bill."billedOn" from unnest(${ids}::uuid[]) as wanted(id)
    cross join lateral (
      select month, "billedOn" from "Bill" where "connectionId" = wanted.id order by "periodTo" desc limit 1
    ) as bill`
  return new Map(rows.map(({ id, month, billedOn }) => [id, { month, billedOn: dayFromColumn(billedOn) }]))
}

async function actualBillsBefore(db: Db | Tx, ids: string[], of: Month): Promise<Map<string, ActualBill[]>> {
  const rows = await db.$queryRaw<{ id: string; energyWh: bigint; days: number }[]>`
    select wanted.id, bill."energyWh", bill.days from unnest(${ids}::uuid[]) as wanted(id)
    cross join lateral (
      select "energyWh", "periodTo" - "periodFrom" + 1 as days, "periodTo" from "Bill"
      where "connectionId" = wanted.id and basis = 'ACTUAL' and month < ${of} order by "periodTo" desc limit 3
    ) as bill
    order by wanted.id, bill."periodTo" desc`
  const found = new Map<string, ActualBill[]>()
  for (const { id, energyWh, days } of rows) {
    found.set(id, [...(found.get(id) ?? []), { energyWh: wattHours(energyWh), days }])
  }
  return found
}
