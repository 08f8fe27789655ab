import type { Db, Tx } from '#lib/platform/db.ts'
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

/** Between which instants the meters of a connection have told of supply gone and back; null where they never did. */
export async function powerEventsReach(db: Db | Tx, connectionId: string): Promise<{ from: Date; to: Date } | null> {
  const rows = await db.meterEvent.groupBy({
    by: ['meterId', 'eventId'],
    where: { connectionId, eventId: { in: IDS } },
    _min: { at: true },
    _max: { at: true },
  })
  const edgeOf = await edges(db, rows)
  const told = rows.filter(({ meterId, eventId }) => edgeOf(meterId, eventId))
  const [first] = told.flatMap(({ _min }) => _min.at ?? []).sort((a, b) => a.getTime() - b.getTime())
  const last = told
    .flatMap(({ _max }) => _max.at ?? [])
    .sort((a, b) => a.getTime() - b.getTime())
    .at(-1)
  return first && last ? { from: first, to: last } : null
}

/** What a number means by the set of the meter that sent it; undefined for all that is not about supply. */
async function edges(db: Db | Tx, events: readonly { meterId: string }[]) {
  // Apart from the events: a meter moves between connections, and may lie on another machine.
  const ids = [...new Set(events.map(({ meterId }) => meterId))]
  const meters =
    ids.length > 0 ? await db.meter.findMany({ where: { id: { in: ids } }, select: { id: true, eventSet: true } }) : []
  const setOf = new Map(meters.map(({ id, eventSet }) => [id, eventSet]))
  return (meterId: string, eventId: number): PowerEvent['edge'] | undefined =>
    NUMBERS.find((known) => known.set === setOf.get(meterId) && known.eventId === eventId)?.edge
}
