import type { Db, Tx } from '#lib/platform/db.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { EVENT_SETS, numbersOf } from './event-sets.ts'
import type { PowerEvent } from './interruptions.ts'

/**
 * The only place that reads meter events, and it asks for supply gone and back alone: what else a meter noted, above all
 * what hints at tampering, is for the utility and must not reach a consumer by way of a page, a file or a message.
 */
const NUMBERS = EVENT_SETS.flatMap((set) => {
  const { occurs, restored } = numbersOf(set, 'POWER_FAILURE')
  const word = (edge: PowerEvent['edge']) => (eventId: number) => ({ set, eventId, edge })
  return [...occurs.map(word('OCCURS')), ...restored.map(word('RESTORED'))]
})
const IDS = [...new Set(NUMBERS.map(({ eventId }) => eventId))]

/** Supply gone and back at a connection in a span (`to` not included), in order, by the meter that noted it. */
export async function readPowerEvents(
  db: Db | Tx,
  connectionId: string,
  span: { from: Date; to: Date },
): Promise<Map<string, PowerEvent[]>> {
  const rows = await db.meterEvent.findMany({
    where: { connectionId, at: { gte: span.from, lt: span.to }, eventId: { in: IDS } },
    orderBy: { at: 'asc' },
    select: { meterId: true, at: true, eventId: true },
  })
  const edgeOf = await edges(db, rows)
  const found = new Map<string, PowerEvent[]>()
  for (const { meterId, at, eventId } of rows) {
    const edge = edgeOf(meterId, eventId)
    if (edge) found.set(meterId, [...(found.get(meterId) ?? []), { at, edge }])
  }
  return found
}

/**
 * Between which instants the meters of a connection have told of supply gone and back; null where they never did. Asked from
 * both ends, where the least and the greatest of all would take three years of events into their hands.
 */
export async function powerEventsReach(db: Db | Tx, connectionId: string): Promise<{ from: Date; to: Date } | null> {
  const installed = await db.meterInstallation.findMany({ where: { connectionId }, select: { meterId: true } })
  const setOf = await setsOf(db, installed)
  const told = [...setOf].flatMap(([meterId, set]) =>
    NUMBERS.filter((known) => known.set === set).map(({ eventId }) => ({ meterId, eventId })),
  )
  const end = (order: Prisma.Sql) => Prisma.sql`
    (select "at" from "MeterEvent"
      where "connectionId" = ${connectionId}::uuid and ("meterId", "eventId") in (
        select * from unnest(${told.map(({ meterId }) => meterId)}::uuid[], ${told.map(({ eventId }) => eventId)}::int[]))
      order by "at" ${order} limit 1)`
  const [reach] = await db.$queryRaw<{ from: Date | null; to: Date | null }[]>`
    select ${end(Prisma.sql`asc`)} as "from", ${end(Prisma.sql`desc`)} as "to"`
  return reach?.from && reach.to ? { from: reach.from, to: reach.to } : null
}

/** What a number means by the set of the meter that sent it; undefined for all that is not about supply. */
async function edges(db: Db | Tx, events: readonly { meterId: string }[]) {
  const setOf = await setsOf(db, events)
  return (meterId: string, eventId: number): PowerEvent['edge'] | undefined =>
    NUMBERS.find((known) => known.set === setOf.get(meterId) && known.eventId === eventId)?.edge
}

/** Apart from the events: a meter moves between connections, and may lie on another machine. */
async function setsOf(db: Db | Tx, of: readonly { meterId: string }[]): Promise<Map<string, string>> {
  const ids = [...new Set(of.map(({ meterId }) => meterId))]
  const meters =
    ids.length > 0 ? await db.meter.findMany({ where: { id: { in: ids } }, select: { id: true, eventSet: true } }) : []
  return new Map(meters.map(({ id, eventSet }) => [id, eventSet]))
}
