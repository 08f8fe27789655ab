import { type AuditDetail, recordAudit } from '#lib/audit/record-audit.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { ComplaintEventKind } from '#prisma/generated/client.ts'
import type { Complainant } from './own-complaint.ts'
import { answerInChat, TOLD_COLUMNS, tellComplainant } from './tell-complainant.ts'

export type NewEvent = {
  kind: ComplaintEventKind
  at: Date
  /** When the portal heard of it, where that is later: the audit and the message are of then. */
  arrivedAt?: Date
  text?: string
  detail?: AuditDetail
}

/**
 * Writes what happened into a thread, with its row of the audit, and tells whoever complained where an officer did it or
 * the clock starts anew. In the transaction that changed the complaint. Returns the event's id.
 */
export async function writeEvent(
  tx: Tx,
  actor: Complainant | StaffActor,
  { complaintId, connectionId }: { complaintId: string; connectionId: string | null },
  { kind, at, arrivedAt = at, text, detail = {} }: NewEvent,
): Promise<bigint> {
  const actorId = actor.kind === 'consumer' ? actor.consumerId : actor.kind === 'staff' ? actor.staffId : null
  const { id, complaint } = await tx.complaintEvent.create({
    data: { complaintId, at, kind, actorKind: actor.kind, actorId, text: text || null, detail },
    select: { id: true, complaint: { select: TOLD_COLUMNS } },
  })
  const became = kind.toLowerCase() as Lowercase<ComplaintEventKind>
  await recordAudit(tx, actor, `complaint.${became}`, {
    ...{ at: arrivedAt, connectionId },
    detail: { complaint: complaintId, ...detail },
  })
  if (kind !== 'MESSAGE' || actor.kind === 'staff') await tellComplainant(tx, complaint, { id, kind, at: arrivedAt })
  if (text && actor.kind === 'staff') await answerInChat(tx, complaint, { id, text, at: arrivedAt })
  return id
}
