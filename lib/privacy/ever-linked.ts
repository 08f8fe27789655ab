import type { Db, Tx } from '#lib/platform/db.ts'

/**
 * The ids of all connections that a person is or was linked to: what is theirs and lies with a connection is asked for by it
 * too (docs/scale.md).
 */
export async function everLinkedTo(tx: Db | Tx, consumerId: string): Promise<string[]> {
  const links = await tx.mobileLink.findMany({ where: { consumerId }, select: { connectionId: true } })
  return [...new Set(links.map(({ connectionId }) => connectionId))]
}
