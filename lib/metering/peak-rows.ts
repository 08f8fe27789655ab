import type { Db, Tx } from '#lib/platform/db.ts'
import { jsonRows } from '#lib/platform/json-rows.ts'
import type { IstDay } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type DayPeak, dayPeak, type MeterPeak } from './load-days.ts'
import { daysWithin, type Span } from './spans.ts'
import { REACHED_ON_DAY } from './told-demand.ts'

type Row = Omit<MeterPeak, 'registerAt' | 'blockAt'> & {
  connectionId: string
  onDay: IstDay
  registerAt: string | null
  blockAt: string | null
}

/**
 * The highest demand of the days of many connections, within any of the spans, in one statement; days of which no demand
 * is known are absent. Registers and blocks come by different files, so either may be there without the other.
 */
export async function readPeaks(
  db: Db | Tx,
  connectionIds: readonly string[],
  spans: readonly Span[],
): Promise<Map<string, Map<IstDay, DayPeak>>> {
  const rows = await jsonRows<Row>(
    db,
    Prisma.sql`
      with register as (
        select "connectionId", "onDay", "meterId", "maxDemandW" as "registerW", "maxDemandAt" as "registerAt"
        from ${daysWithin('MeterDay', connectionIds, spans)}
        where "maxDemandW" is not null and ${REACHED_ON_DAY}
      ), block as (
        select "connectionId", "onDay", "meterId", "peakW" as "blockW", "peakAt" as "blockAt",
          "blocksKnown"::int, "intervalMinutes"::int
        from ${daysWithin('BlockDay', connectionIds, spans)}
      )
      select "connectionId", "onDay", "registerW", "registerAt", "blockW", "blockAt",
        coalesce("blocksKnown", 0) as "blocksKnown", "intervalMinutes"
      from register full join block using ("connectionId", "onDay", "meterId")
      order by "connectionId", "onDay", "meterId"`,
  )
  const found = new Map<string, Map<IstDay, MeterPeak[]>>()
  for (const { connectionId, onDay, registerAt, blockAt, ...watts } of rows) {
    const days = found.get(connectionId) ?? new Map<IstDay, MeterPeak[]>()
    const meter: MeterPeak = { ...watts, registerAt: instantOf(registerAt), blockAt: instantOf(blockAt) }
    days.set(onDay, [...(days.get(onDay) ?? []), meter])
    found.set(connectionId, days)
  }
  return new Map([...found].map(([id, days]) => [id, peaksOf(days)]))
}

const instantOf = (text: string | null) => (text === null ? null : new Date(text))

function peaksOf(days: ReadonlyMap<IstDay, MeterPeak[]>): Map<IstDay, DayPeak> {
  return new Map(
    [...days].flatMap(([on, meters]): [IstDay, DayPeak][] => {
      const peak = dayPeak(meters)
      return peak ? [[on, peak]] : []
    }),
  )
}
