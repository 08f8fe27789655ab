import { isId } from '#lib/consumers/access.ts'
import type { Services } from '#lib/platform/services.ts'
import { type Complainant, ownComplaint } from './own-complaint.ts'

/** A file in the thread of an own complaint. Null for a stranger's. */
export async function getAttachment(
  { db, now }: Services,
  actor: Complainant,
  { complaintId, attachmentId }: { complaintId: string; attachmentId: string },
): Promise<{ contentType: string; bytes: Uint8Array } | null> {
  const complaint = ownComplaint({ now }, actor, complaintId)
  if (!complaint || !isId(attachmentId)) return null
  return db.complaintAttachment.findFirst({
    where: { id: attachmentId, complaint },
    select: { contentType: true, bytes: true },
  })
}
