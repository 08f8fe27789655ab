import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { officeComplaint } from './office-complaint.ts'
import { type Complainant, ownComplaint } from './own-complaint.ts'

/** A file in the thread of an own complaint. Null for a stranger's. */
export async function getAttachment(
  { db, now }: Services,
  actor: Complainant,
  { complaintId, attachmentId }: { complaintId: string; attachmentId: string },
): Promise<{ contentType: string; bytes: Uint8Array } | null> {
  const complaint = await ownComplaint({ db, now }, actor, complaintId)
  if (!complaint || !isId(attachmentId)) return null
  return db.complaintAttachment.findFirst({
    where: { id: attachmentId, complaint },
    select: { contentType: true, bytes: true },
  })
}

/** The same for an officer of the complaint's office. Null without leave, and for another office's. */
export async function getOfficeAttachment(
  services: Services,
  actor: StaffActor,
  { complaintId, attachmentId }: { complaintId: string; attachmentId: string },
): Promise<{ contentType: string; bytes: Uint8Array } | null> {
  if (!isId(attachmentId) || !(await authorise(services, actor, 'complaint.read'))) return null
  if (!(await officeComplaint(services, actor, complaintId))) return null
  return services.db.complaintAttachment.findFirst({
    where: { id: attachmentId, complaintId },
    select: { contentType: true, bytes: true },
  })
}
