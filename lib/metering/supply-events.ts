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
const SETS = NUMBERS.map(({ set }) => set)
const IDS = NUMBERS.map(({ eventId }) => eventId)
const EDGES = NUMBERS.map(({ edge }) => edge)

/** Supply gone and back at a connection in a span (`to` not included), in order, by the meter that noted it. */
export async function readPowerEvents(
  db: Db | Tx,
  connectionId: string,
  span: { from: Date; to: Date },
): Promise<Map<string, PowerEvent[]>> {
  const rows = await db.$queryRaw<{ meterId: string; at: Date; edge: PowerEvent['edge'] }[]>`
    select event."meterId", event."at", named.edge
    from "MeterEvent" as event
    join "Meter" as meter on meter.id = event."meterId"
    join unnest(${SETS}::text[], ${IDS}::int[], ${EDGES}::text[]) as named (set, id, edge)
      on named.set = meter."eventSet" and named.id = event."eventId"
    where event."connectionId" = ${connectionId}::uuid
      and event."at" >= ${span.from}::timestamptz and event."at" < ${span.to}::timestamptz
    order by event."at"`
  const found = new Map<string, PowerEvent[]>()
  for (const { meterId, ...event } of rows) found.set(meterId, [...(found.get(meterId) ?? []), event])
  return found
}

/** Between which instants the meters of a connection have told of supply gone and back; null where they never did. */
export async function powerEventsReach(db: Db | Tx, connectionId: string): Promise<{ from: Date; to: Date } | null> {
  const [found] = await db.$queryRaw<{ from: Date | null; to: Date | null }[]>`
    select min(event."at") as "from", max(event."at") as "to"
    from "MeterEvent" as event
    join "Meter" as meter on meter.id = event."meterId"
    join unnest(${SETS}::text[], ${IDS}::int[]) as named (set, id)
      on named.set = meter."eventSet" and named.id = event."eventId"
    where event."connectionId" = ${connectionId}::uuid`
  return found?.from && found.to ? { from: found.from, to: found.to } : null
}
