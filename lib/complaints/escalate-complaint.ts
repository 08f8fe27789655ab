import type { Services } from '#lib/platform/services.ts'
import { dueFrom, levelToEscalateTo } from './complaint-clock.ts'
import { moveComplaint } from './move-complaint.ts'
import { decidesAt } from './office-complaint.ts'
import { type Complainant, ownComplaint } from './own-complaint.ts'
import { writeEvent } from './write-event.ts'

export type Escalated = { ok: true } | { ok: false; reason: 'TOO_EARLY' }

/**
 * Takes an own complaint to the next level, from the sub-division up to the ombudsman: once its time has run out, or when
 * the decision does not satisfy. Its clock starts anew there. `TOO_EARLY`: it cannot go further now. Null for a
 * stranger's.
 */
export async function escalateComplaint(
  { db, now }: Services,
  actor: Complainant,
  { complaintId }: { complaintId: string },
): Promise<Escalated | null> {
  const where = await ownComplaint({ db, now }, actor, complaintId)
  const officer = { select: { office: { select: { kind: true } } } } as const
  const complaint = where && (await db.complaint.findFirst({ where, include: { officer } }))
  if (!complaint) return null
  const at = now()
  const level = levelToEscalateTo(complaint, at)
  if (!level) return { ok: false, reason: 'TOO_EARLY' }
  const officeKind = complaint.officer?.office.kind
  const mayGoOn = officeKind !== undefined && decidesAt({ officeKind }, level)
  return db.$transaction(async (tx): Promise<Escalated> => {
    // As it was looked at: what an officer has decided or somebody escalated since then counts first.
    const { id, state, level: from, decidedAt, connectionId, category, assignedTo } = complaint
    const data = {
      ...({ state: 'OPEN', level, decidedAt: null, promisedOn: null, rating: null } as const),
      dueAt: dueFrom(at, category, level),
      // An officer below that level can do nothing more about it: it waits for one who can.
      ...(!mayGoOn && { assignedTo: null }),
    }
    if (!(await moveComplaint(tx, 'ESCALATE', { id, state, level: from, decidedAt, assignedTo }, data)))
      return { ok: false, reason: 'TOO_EARLY' }
    await writeEvent(tx, actor, { complaintId, connectionId }, { kind: 'ESCALATED', at, detail: { from, to: level } })
    return { ok: true }
  })
}
