import type { Tx } from '#lib/platform/db.ts'

/**
 * Holds a connection's money until the transaction ends: payments, attempts and new bills of one connection come one
 * after the other. The row is not changed, so that foreign keys may go on pointing at it.
 */
export async function lockConnection(tx: Tx, connectionId: string): Promise<void> {
  await tx.$queryRaw`select "id" from "Connection" where "id" = ${connectionId}::uuid for no key update`
}

/** The same for several, always in the same order, so that two transactions over the same ones do not wait for each other. */
export async function lockConnections(tx: Tx, connectionIds: Iterable<string>): Promise<void> {
  for (const connectionId of [...new Set(connectionIds)].sort()) await lockConnection(tx, connectionId)
}

/** Holds one reference of one channel, so that repeats of a payment wait for the first and then find it. */
export async function lockReference(tx: Tx, channel: string, reference: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`payment ${channel} ${reference}`}, 0))`
}
