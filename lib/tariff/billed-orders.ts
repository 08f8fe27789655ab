import type { Tx } from '#lib/platform/db.ts'

/** Those of the orders that a line of an issued bill names. */
export async function billedOrders(tx: Pick<Tx, 'billLine'>, orderIds: readonly string[]): Promise<string[]> {
  if (orderIds.length === 0) return []
  const lines = await tx.billLine.findMany({
    where: { orderId: { in: [...orderIds] } },
    distinct: ['orderId'],
    select: { orderId: true },
  })
  return lines.flatMap(({ orderId }) => (orderId === null ? [] : [orderId]))
}
