import type { Tx } from '#lib/platform/db.ts'
import type { Paise } from '#lib/units/paise.ts'

export type NewBalance = { connectionId: string; asOf: Date; balancePaise: Paise }

/** Stores what the prepaid system says, in one statement. Returns the positions of what is new or said otherwise. */
export async function storeBalances(
  tx: Tx,
  balances: readonly NewBalance[],
  { batchId }: { batchId: string },
): Promise<Set<number>> {
  if (balances.length === 0) return new Set()
  // Two files at once that name the same in another order would wait for each other.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('prepaid balances'))`
  const written = await tx.$queryRaw<{ position: number }[]>`
    with incoming as (
      select position::int, "connectionId"::uuid, "asOf"::timestamptz, "balancePaise"::bigint
      from unnest(
        ${balances.map((balance) => balance.connectionId)}::text[],
        ${balances.map((balance) => balance.asOf.toISOString())}::text[],
        ${balances.map((balance) => balance.balancePaise.toString())}::text[]
      ) with ordinality as given ("connectionId", "asOf", "balancePaise", position)
    ), written as (
      insert into "PrepaidBalance" as known ("connectionId", "asOf", "balancePaise", "batchId")
      select "connectionId", "asOf", "balancePaise", ${batchId}::uuid from incoming
      on conflict ("connectionId", "asOf") do update
        set "balancePaise" = excluded."balancePaise", "batchId" = excluded."batchId"
        where known."balancePaise" <> excluded."balancePaise"
      returning "connectionId", "asOf"
    )
    select position from incoming join written using ("connectionId", "asOf")`
  return new Set(written.map(({ position }) => position - 1))
}

/** Connections by consumer number, and whether they were ever prepaid; unknown numbers are absent. */
export async function findPrepaid(
  tx: Tx,
  consumerNos: ReadonlySet<string>,
): Promise<Map<string, { id: string; isPrepaid: boolean }>> {
  const rows = await tx.connection.findMany({
    where: { consumerNo: { in: [...consumerNos] } },
    select: { id: true, consumerNo: true, terms: { where: { mode: 'PREPAID' }, select: { mode: true }, take: 1 } },
  })
  return new Map(rows.map(({ id, consumerNo, terms }) => [consumerNo, { id, isPrepaid: terms.length > 0 }]))
}
