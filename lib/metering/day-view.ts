import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Db } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import type { WattHours } from '#lib/units/energy.ts'
import { addDays, addMonths, dayFromColumn, dayOf, type IstDay, monthOf, parseDay } from '#lib/units/ist.ts'
import { readBlockDays } from './block-days.ts'
import type { ConsumptionDay } from './consumption-days.ts'
import { consumptionView } from './consumption-view.ts'
import { type BlocksOfDay, blocksOfDay } from './day-blocks.ts'
import { readDays } from './day-rows.ts'
import { estimatedMethods } from './estimation/estimated-methods.ts'
import type { Disagreement } from './register-against-blocks.ts'

export type DayView = {
  consumerNo: string
  /** Energy, cost and how it is known, as on the page of its period. */
  day: ConsumptionDay
  isBilled: boolean
  previous: IstDay | null
  next: IstDay | null
  /** Null where none of the day came. */
  blocks: BlocksOfDay | null
  disagreement: Disagreement | null
  /** The same weekday a week before. */
  weekBefore: OtherDay
  /** The same date of the year before; null where it had none, for a 29 February. */
  yearBefore: OtherDay | null
  /** From when on blocks came; null where this connection's meter never sent any. */
  firstBlocksOn: IstDay | null
  lastReadOn: IstDay | null
}
/** Energy is null where nothing was read. */
export type OtherDay = { on: IstDay; energyWh: WattHours | null }

/** One day of an own connection with its blocks. Null for a stranger's, and for a day before or after all records. */
export async function dayView(
  services: Services,
  actor: ConsumerActor,
  { connectionId, on }: { connectionId: string; on: IstDay },
): Promise<DayView | null> {
  const period = await consumptionView(services, actor, { connectionId, period: monthOf(on), onlyDays: true })
  if (!period || period === 'EMPTY') return null
  const now = services.now()
  const today = dayOf(now)
  const day = period.days.find((one) => one.on === on)
  if (!day || on > today) return null

  const week = addDays(on, -7)
  const year = parseDay(`${addMonths(monthOf(on), -12)}${on.slice(7)}`)
  const others = [week, ...(year ? [year] : [])].map((other) => ({ from: other, to: other }))
  const [found, rows, span] = await Promise.all([
    readBlockDays(services.db, connectionId, [{ from: on, to: on }]),
    readDays(services.db, connectionId, others),
    blockSpan(services.db, connectionId),
  ])
  const blocks = found.get(on)
  const methods = blocks && (await estimatedMethods(services.db, connectionId, on, blocks))
  const other = (of: IstDay): OtherDay => ({ on: of, energyWh: rows.get(of)?.energyWh ?? null })
  const last = [addDays(today, -1), span.lastOn ?? on].sort()[1] as IstDay
  return {
    ...{ consumerNo: period.consumerNo, day, isBilled: period.isBilled },
    previous: on > period.from || period.previous ? addDays(on, -1) : null,
    next: on < last ? addDays(on, 1) : null,
    blocks: blocks ? blocksOfDay(on, blocks, { energyWh: day.energyWh, costPaise: day.costPaise, now, methods }) : null,
    disagreement: period.disagreements.get(on) ?? null,
    weekBefore: other(week),
    yearBefore: year && other(year),
    firstBlocksOn: span.firstOn,
    lastReadOn: period.lastReadOn,
  }
}

/** The ends of the index, where an aggregate through the model would read every day of the connection. */
async function blockSpan(db: Db, connectionId: string): Promise<{ firstOn: IstDay | null; lastOn: IstDay | null }> {
  const [span] = await db.$queryRaw<{ firstOn: Date | null; lastOn: Date | null }[]>`
    select (select min("onDay") from "BlockDay" where "connectionId" = ${connectionId}::uuid) as "firstOn",
           (select max("onDay") from "BlockDay" where "connectionId" = ${connectionId}::uuid) as "lastOn"`
  return {
    firstOn: span?.firstOn ? dayFromColumn(span.firstOn) : null,
    lastOn: span?.lastOn ? dayFromColumn(span.lastOn) : null,
  }
}
