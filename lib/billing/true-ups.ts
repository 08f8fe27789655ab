import { readSupplyMinutes } from '#lib/metering/supply-minutes.ts'
import type { Tx } from '#lib/platform/db.ts'
import { readByDay } from '#lib/tariff/daily-energy.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { dayFromColumn, eachDay, type IstDay, type Month } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import { meteredBill } from './metered-bill.ts'
import { readingsOf } from './month-readings.ts'
import type { SupplyHistory } from './supply-history.ts'

/** A provisional bill and what its month comes to by the readings that came since. */
export type TrueUp = {
  connectionId: string
  settledBillId: string
  billNo: string
  month: Month
  billedWh: WattHours
  energyWh: WattHours
  billedPaise: Paise
  currentDemandPaise: Paise
  /** The new current demand less the billed one: negative in the consumer's favour. */
  amountPaise: Paise
}

type Row = {
  id: string
  connectionId: string
  billNo: string
  month: Month
  periodFrom: Date
  periodTo: Date
  energyWh: bigint
  maxDemandW: number | null
  currentDemandPaise: bigint
}

/**
 * The provisional bills of before a month, of some connections, all of whose days have been measured by now and which
 * nothing has settled yet, oldest first (tariff-rules, "The basis of a bill"). Each is computed again under its own
 * orders. One that cannot be, because its order is no longer in the tariff, waits.
 */
export async function findTrueUps(
  tx: Tx,
  book: TariffBook,
  sources: ReadonlyMap<string, SupplyHistory>,
  before: Month,
): Promise<TrueUp[]> {
  const rows = await tx.$queryRaw<Row[]>`
    select bill."id", bill."connectionId", bill."billNo", bill."month", bill."periodFrom", bill."periodTo",
      bill."energyWh", bill."maxDemandW", bill."currentDemandPaise"
    from "Bill" bill
    where bill."connectionId" = any(${[...sources.keys()]}::uuid[]) and bill."basis" = 'PROVISIONAL'
      and bill."issuer" = 'PORTAL' and bill."month" < ${before}
      and not exists (
        select from "Adjustment" where "connectionId" = bill."connectionId" and "settledBillId" = bill."id")
      and not exists (
        select from unnest(bill."estimatedOn") as day("on")
        where not coalesce((
          select bool_and("status" = 'VALID') from "MeterDay"
          where "connectionId" = bill."connectionId" and "onDay" = day."on"
        ), false)
      )
    order by bill."connectionId", bill."periodFrom"`
  const found: TrueUp[] = []
  for (const row of rows) {
    const trueUp = await compute(tx, book, row, sources.get(row.connectionId) as SupplyHistory)
    if (trueUp) found.push(trueUp)
  }
  return found
}

async function compute(tx: Tx, book: TariffBook, row: Row, history: SupplyHistory): Promise<TrueUp | null> {
  const { id, connectionId, billNo, month, maxDemandW } = row
  const [from, to] = [dayFromColumn(row.periodFrom), dayFromColumn(row.periodTo)]
  const readings = (await readingsOf(tx, [connectionId], from, to)).get(connectionId) ?? new Map()
  const minutes = (await readSupplyMinutes(tx, [connectionId], [{ from, to }])).get(connectionId)
  const days = eachDay(from, to).map((on: IstDay) => readings.get(on)?.energyWh)
  // A day that was read when the bill was issued may have been withdrawn since.
  if (days.some((energyWh) => energyWh === undefined)) return null
  const known = { from, to, history, readings, maxDemandW, supplyMinutes: minutes ?? new Map() }
  const calculated = meteredBill(book, { ...known, energy: readByDay(days as WattHours[]) })
  if (!calculated.ok) return null
  const { energyWh, currentDemandPaise } = calculated.bill
  return {
    ...{ connectionId, settledBillId: id, billNo, month, energyWh, currentDemandPaise },
    billedWh: wattHours(row.energyWh),
    billedPaise: paise(row.currentDemandPaise),
    amountPaise: paise(currentDemandPaise - row.currentDemandPaise),
  }
}
