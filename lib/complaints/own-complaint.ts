import { isId, ownConnections } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/** The complaints that a person may see: those of connections whose record is open to them now. */
export function ownComplaints(services: Pick<Services, 'now'>, actor: ConsumerActor): Prisma.ComplaintWhereInput {
  return { connection: ownConnections(services, actor, 'RECORD') }
}

/** The same, for one complaint by its id from the URL; null where that can be no id. */
export function ownComplaint(
  services: Pick<Services, 'now'>,
  actor: ConsumerActor,
  complaintId: string,
): Prisma.ComplaintWhereInput | null {
  return isId(complaintId) ? { id: complaintId, ...ownComplaints(services, actor) } : null
}
