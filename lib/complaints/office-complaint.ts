import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { noteOtherOffice } from '#lib/staff/access.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/** The complaints of the sub-divisions below the officer's office. */
export function complaintsOfOffice(actor: StaffActor): Prisma.ComplaintWhereInput {
  return { subdivision: { in: [...actor.subdivisions] } }
}

/** One of them, by its id from the URL. Null for another office's, which is written into the audit. */
export async function officeComplaint(
  services: Services,
  actor: StaffActor,
  complaintId: string,
): Promise<{ connectionId: string | null } | null> {
  if (!isId(complaintId)) return null
  const select = { connectionId: true }
  const own = await services.db.complaint.findFirst({
    where: { id: complaintId, ...complaintsOfOffice(actor) },
    select,
  })
  if (own) return own
  const other = await services.db.complaint.findUnique({ where: { id: complaintId }, select })
  await noteOtherOffice(services, actor, { connectionId: other?.connectionId ?? null, wanted: 'complaint' })
  return null
}
