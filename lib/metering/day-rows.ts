import type { Db, Tx } from '#lib/platform/db.ts'
import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { dayFromColumn, type IstDay } from '#lib/units/ist.ts'
import { daysWithin, type Span } from './spans.ts'
import { REACHED_IN_MONTH } from './told-demand.ts'

/** A day as it was read. Where a meter was changed within it, both meters' values are added up. */
export type DayRow = {
  energyWh: WattHours
  /** False where the sender says that the value is an estimate. */
  isMeasured: boolean
  /** A later file has replaced an earlier value. The meter's register in the place of a sum of blocks replaces none. */
  isCorrected: boolean
  /** The highest that the month had seen up to the day, as far as the meter tells it then. */
  maxDemandW: number | null
}

/** The days of a connection that were read, within any of the spans, in one statement. Days without a row are absent. */
export async function readDays(
  db: Db | Tx,
  connectionId: string,
  spans: readonly Span[],
): Promise<ReadonlyMap<IstDay, DayRow>> {
  const rows = await db.$queryRaw<
    { onDay: Date; energyWh: bigint; isMeasured: boolean; isCorrected: boolean; maxDemandW: number | null }[]
  >`
    select "onDay", sum("energyWh")::bigint as "energyWh", bool_and("status" = 'VALID') as "isMeasured",
      bool_or("revision" > 1 and exists (
        select from "MeterDayRevision" as past
        where past."connectionId" = "MeterDay"."connectionId" and past."onDay" = "MeterDay"."onDay"
          and past."meterId" = "MeterDay"."meterId" and past."source" = "MeterDay"."source"
      )) as "isCorrected", max("maxDemandW") filter (where ${REACHED_IN_MONTH}) as "maxDemandW"
    from ${daysWithin('MeterDay', [connectionId], spans)}
    group by "onDay"`
  return new Map(
    rows.map(({ onDay, energyWh, ...row }) => [dayFromColumn(onDay), { ...row, energyWh: wattHours(energyWh) }]),
  )
}
