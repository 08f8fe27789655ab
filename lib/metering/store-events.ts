import type { Tx } from '#lib/platform/db.ts'

export type NewMeterEvent = { connectionId: string; meterId: string; at: Date; eventId: number }

/** Stores events in one statement. Returns the positions of those that were not known. */
export async function storeEvents(
  tx: Tx,
  events: readonly NewMeterEvent[],
  { batchId }: { batchId: string },
): Promise<Set<number>> {
  if (events.length === 0) return new Set()
  // Two files at once that name the same in another order would wait for each other.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('meter events'))`
  const written = await tx.$queryRaw<{ position: number }[]>`
    with incoming as (
      select position::int, "connectionId"::uuid, "meterId"::uuid, "at"::timestamptz, "eventId"::int
      from unnest(
        ${events.map((event) => event.connectionId)}::text[],
        ${events.map((event) => event.meterId)}::text[],
        ${events.map((event) => event.at.toISOString())}::text[],
        ${events.map((event) => event.eventId)}::int[]
      ) with ordinality as given ("connectionId", "meterId", "at", "eventId", position)
    ), written as (
      insert into "MeterEvent" ("connectionId", "meterId", "at", "eventId", "batchId")
      select "connectionId", "meterId", "at", "eventId", ${batchId}::uuid from incoming
      on conflict do nothing
      returning "connectionId", "meterId", "at", "eventId"
    )
    select position from incoming join written using ("connectionId", "meterId", "at", "eventId")`
  return new Set(written.map(({ position }) => position - 1))
}

/** Says of meters, by id, from which set their event numbers are. */
export async function nameEventSets(tx: Tx, setOf: ReadonlyMap<string, string>): Promise<void> {
  if (setOf.size === 0) return
  // The master file changes the same rows, in another order.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('master file'))`
  await tx.$executeRaw`
    update "Meter" set "eventSet" = given."eventSet"
    from unnest(${[...setOf.keys()]}::uuid[], ${[...setOf.values()]}::text[]) as given (id, "eventSet")
    where "Meter".id = given.id`
}
