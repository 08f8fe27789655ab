import { ownConnectionIds } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'

/** The bill of this number where it is the actor's own; null for a stranger's, as for one that does not exist. */
export async function findOwnBill(
  services: Services,
  actor: ConsumerActor,
  billNo: string,
): Promise<{ id: string; connectionId: string } | null> {
  const connectionIds = await ownConnectionIds(services, actor, 'BILLS')
  return services.db.bill.findFirst({
    where: { billNo, connectionId: { in: connectionIds } },
    select: { id: true, connectionId: true },
  })
}
