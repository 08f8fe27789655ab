import { isId, ownConnectionIds } from '#lib/consumers/access.ts'
import type { ConsumerActor, VisitorActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/** The complaints that a person may see: those of connections whose record is open to them now. */
export async function ownComplaints(
  services: Pick<Services, 'db' | 'now'>,
  actor: ConsumerActor,
): Promise<Prisma.ComplaintWhereInput> {
  return { connectionId: { in: await ownConnectionIds(services, actor, 'RECORD') } }
}

/** Whoever a thread belongs to: a person of the connection, or a visitor with the mobile that it was made with. */
export type Complainant = ConsumerActor | VisitorActor

/** The same, for one complaint by its id from the URL, and a visitor's one; null where that can be no id. */
export async function ownComplaint(
  services: Pick<Services, 'db' | 'now'>,
  actor: Complainant,
  complaintId: string,
): Promise<Prisma.ComplaintWhereInput | null> {
  if (!isId(complaintId)) return null
  if (actor.kind === 'visitor') return complaintId === actor.complaintId ? { id: complaintId } : null
  return { id: complaintId, ...(await ownComplaints(services, actor)) }
}
