import type { Db, Tx } from '#lib/platform/db.ts'
import { jsonRows } from '#lib/platform/json-rows.ts'
import { addDays, dayOf, dayToColumn, type IstDay, startOfDay } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { readAnnouncedWork } from './announced-work.ts'
import { type Interruption, type PowerEvent, pairInterruptions } from './interruptions.ts'
import { blockInterruptions, notToldByEvents, type OutageBlock } from './outage-blocks.ts'
import { type Classified, classify } from './planned-work.ts'
import type { Span } from './spans.ts'
import { readPowerEvents } from './supply-events.ts'

export type FoundInterruption = Classified<Interruption> & {
  /** Whose word it is; blocks tell the minutes and only about when. */
  source: 'EVENTS' | 'BLOCKS'
}

const MINUTE_MS = 60_000
/** How far around a span events are looked for, so that what reaches over its ends is paired. */
const AROUND_DAYS = 35

/**
 * Each interruption of a connection that touches a span of days, or may, in order, momentary ones too: by the events of
 * each meter, and by its blocks where these show an outage that no event tells. Nothing is cut to the span.
 */
export async function readInterruptions(
  db: Db | Tx,
  place: { connectionId: string; feeder: string | null; subdivision: string },
  { from, to }: Span,
): Promise<FoundInterruption[]> {
  const { connectionId } = place
  const span = { from: startOfDay(from), to: startOfDay(addDays(to, 1)) }
  const around = { from: startOfDay(addDays(from, -AROUND_DAYS)), to: startOfDay(addDays(to, AROUND_DAYS)) }
  const [events, blocks, announced] = await Promise.all([
    readPowerEvents(db, connectionId, around),
    readOutageBlocks(db, connectionId, { from: addDays(from, -1), to: addDays(to, 1) }),
    readAnnouncedWork(db, place, around),
  ])
  const voltageAt = await readVoltageAfter(db, connectionId, [...events.values()].flatMap(unclosed))
  const told = [...events.values()]
    .flatMap((ofMeter) => pairInterruptions(ofMeter, voltageAt))
    .sort((a, b) => a.from.getTime() - b.from.getTime())
  const shown = blockInterruptions(notToldByEvents(blocks, told))
  // Where the end is unknown, supply may have been off until the next failure.
  const touches = ({ from: at, to: end }: Interruption, index: number) => {
    const until = end ?? told[index + 1]?.from ?? null
    return at < span.to && (until === null || until >= span.from)
  }
  const found = (one: Interruption, source: FoundInterruption['source']) => ({ ...classify(one, announced), source })
  return [...told.filter(touches).map((one) => found(one, 'EVENTS')), ...shown.map((one) => found(one, 'BLOCKS'))].sort(
    (a, b) => a.from.getTime() - b.from.getTime(),
  )
}

/** Failures that no restoration follows before the next one. */
function unclosed(events: readonly PowerEvent[]): Date[] {
  return events.flatMap(({ at, edge }, index) =>
    edge === 'OCCURS' && events[index + 1]?.edge !== 'RESTORED' ? [at] : [],
  )
}

async function readOutageBlocks(db: Db | Tx, connectionId: string, { from, to }: Span): Promise<OutageBlock[]> {
  const rows = await jsonRows<{ onDay: IstDay; intervalMinutes: number; outageMinutes: (number | null)[] }>(
    db,
    Prisma.sql`
      select "onDay", "intervalMinutes", "outageMinutes" from "BlockDay"
      where "connectionId" = ${connectionId}::uuid and "minutesOut" > 0
        and "onDay" between ${dayToColumn(from)}::date and ${dayToColumn(to)}::date`,
  )
  return rows
    .flatMap(({ onDay, intervalMinutes, outageMinutes }) =>
      outageMinutes.flatMap((minutesOut, block): OutageBlock[] =>
        minutesOut ? [{ startAt: blockStart(onDay, block, intervalMinutes), intervalMinutes, minutesOut }] : [],
      ),
    )
    .sort((a, b) => a.startAt.getTime() - b.startAt.getTime())
}

/**
 * When, after each of some instants, a block shows voltage: on the next days that have any, at most three. A block that
 * was off for a part is taken to have been so at its start.
 */
async function readVoltageAfter(db: Db | Tx, connectionId: string, instants: readonly Date[]): Promise<Date[]> {
  if (instants.length === 0) return []
  const days = [...new Set(instants.map(dayOf))]
  const rows = await jsonRows<{
    onDay: IstDay
    intervalMinutes: number
    voltageDv: (number | null)[]
    outageMinutes: (number | null)[]
  }>(
    db,
    Prisma.sql`
      select distinct shown."onDay", shown."meterId", shown."intervalMinutes", shown."voltageDv", shown."outageMinutes"
      from unnest(${days.map(dayToColumn)}::date[]) as wanted("onDay")
      cross join lateral (
        select "onDay", "meterId", "intervalMinutes", "voltageDv", "outageMinutes" from "BlockDay"
        where "connectionId" = ${connectionId}::uuid and "onDay" >= wanted."onDay" and "maxVoltageDv" is not null
        order by "onDay" limit 3
      ) as shown`,
  )
  return rows
    .flatMap(({ onDay, intervalMinutes, voltageDv, outageMinutes }) =>
      voltageDv.flatMap((voltage, block): Date[] => {
        const minutesOut = outageMinutes[block] ?? 0
        if (!voltage || minutesOut >= intervalMinutes) return []
        return [new Date(blockStart(onDay, block, intervalMinutes).getTime() + minutesOut * MINUTE_MS)]
      }),
    )
    .sort((a, b) => a.getTime() - b.getTime())
}

function blockStart(on: IstDay, block: number, intervalMinutes: number): Date {
  return new Date(startOfDay(on).getTime() + block * intervalMinutes * MINUTE_MS)
}
