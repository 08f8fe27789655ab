import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'

/** The id of the newest bill of an own connection. Null before the first, and for a stranger's. */
export async function newestOwnBill(
  { db, now }: Services,
  actor: ConsumerActor,
  connectionId: string,
): Promise<string | null> {
  if (!isId(connectionId)) return null
  const newest = await db.bill.findFirst({
    where: { connectionId, connection: ownConnection({ now }, actor, connectionId, 'BILLS') },
    orderBy: { periodTo: 'desc' },
    select: { id: true },
  })
  return newest?.id ?? null
}
