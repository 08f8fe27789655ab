import type { Db } from '#lib/platform/db.ts'
import { dayFromColumn, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import type { Span } from './spans.ts'

/** What one meter sent of one kind: blocks of one length, or days where the length is null. */
export type MeterSeries = { meterId: string; serialNo: string; intervalMinutes: number | null }

/** A day of a series, with the values in order from midnight: one for a day, null where a block did not come. */
export type SeriesDay = {
  on: IstDay
  energyWh: readonly (bigint | number | null)[]
  /** Places of the values that the sender calls estimated. */
  estimated: readonly number[]
}

/** The series that a connection has any of in a span: days before blocks, meters in the order of their first day. */
export async function readMeterSeries(db: Db, connectionId: string, { from, to }: Span): Promise<MeterSeries[]> {
  const rows = await db.$queryRaw<(Omit<MeterSeries, 'serialNo'> & { firstOn: Date })[]>`
    select "meterId", "intervalMinutes", "firstOn"
    from (
      select "meterId", null::int as "intervalMinutes", min("onDay") as "firstOn" from "MeterDay"
      where "connectionId" = ${connectionId}::uuid
        and "onDay" between ${dayToColumn(from)}::date and ${dayToColumn(to)}::date
      group by "meterId"
      union all
      select "meterId", "intervalMinutes"::int, min("onDay") from "BlockDay"
      where "connectionId" = ${connectionId}::uuid
        and "onDay" between ${dayToColumn(from)}::date and ${dayToColumn(to)}::date
      group by "meterId", "intervalMinutes"
    ) as series order by "intervalMinutes" nulls first, "firstOn"`
  // Apart from the readings: a meter moves between connections, and may lie on another machine.
  const ids = rows.map(({ meterId }) => meterId)
  const meters = await db.meter.findMany({ where: { id: { in: ids } }, select: { id: true, serialNo: true } })
  const serialNoOf = new Map(meters.map(({ id, serialNo }) => [id, serialNo]))
  return rows.map(({ firstOn: _, ...series }) => ({ ...series, serialNo: serialNoOf.get(series.meterId) as string }))
}

/** The days of one series within a span, in order; days without a row are absent. A month has up to 3,000 values. */
export async function readSeriesDays(
  db: Db,
  connectionId: string,
  { meterId, intervalMinutes }: MeterSeries,
  { from, to }: Span,
): Promise<SeriesDay[]> {
  const where = { connectionId, meterId, onDay: { gte: dayToColumn(from), lte: dayToColumn(to) } }
  if (intervalMinutes === null) {
    const select = { onDay: true, energyWh: true, status: true }
    const days = await db.meterDay.findMany({ where, orderBy: { onDay: 'asc' }, select })
    return days.map(({ onDay, energyWh, status }) => ({
      ...{ on: dayFromColumn(onDay), energyWh: [energyWh] },
      estimated: status === 'ESTIMATED' ? [0] : [],
    }))
  }
  const rows = await db.$queryRaw<{ onDay: Date; energyWh: (number | null)[]; estimated: number[] }[]>`
    select "onDay", to_json("energyWh") as "energyWh", to_json("estimatedBlocks") as "estimated" from "BlockDay"
    where "connectionId" = ${connectionId}::uuid and "meterId" = ${meterId}::uuid
      and "intervalMinutes" = ${intervalMinutes}
      and "onDay" between ${dayToColumn(from)}::date and ${dayToColumn(to)}::date
    order by "onDay"`
  return rows.map(({ onDay, ...day }) => ({ on: dayFromColumn(onDay), ...day }))
}
