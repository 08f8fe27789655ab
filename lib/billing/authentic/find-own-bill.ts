import { ownConnections } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'

/** The bill of this number where it is the actor's own; null for a stranger's, as for one that does not exist. */
export async function findOwnBill(
  { db, now }: Services,
  actor: ConsumerActor,
  billNo: string,
): Promise<{ id: string; connectionId: string } | null> {
  return db.bill.findFirst({
    where: { billNo, connection: ownConnections({ now }, actor, 'BILLS') },
    select: { id: true, connectionId: true },
  })
}
