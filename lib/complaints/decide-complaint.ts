import type { StaffActor } from '#lib/identity/actor.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { dayOf, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import type { ComplaintLevel } from '#prisma/generated/client.ts'
import { MOST_LETTERS } from './complaint-words.ts'
import { moveComplaint } from './move-complaint.ts'
import { decidesAt, officeComplaint } from './office-complaint.ts'
import { type OfficerWords, officerWords } from './officer-words.ts'
import { writeEvent } from './write-event.ts'

export type Decision =
  | { kind: 'PROMISE'; promisedOn: IstDay; words: OfficerWords }
  | { kind: 'RESOLVE' | 'REJECT'; words: OfficerWords }
/** OTHER_LEVEL: it was taken to a level at which another office answers. */
export type DecisionRefusal = 'NO_REASON' | 'TOO_LONG' | 'DAY_IS_PAST' | 'DECIDED_ALREADY' | 'OTHER_LEVEL'
export type Decided = { ok: true } | { ok: false; reason: DecisionRefusal }

/**
 * An officer promises a day, resolves or rejects, always with words that whoever complained will read. Of twenty who
 * resolve at once one does; the others find it decided. Null for a complaint of another office.
 */
export async function decideComplaint(
  services: Services,
  actor: StaffActor,
  { complaintId, decision }: { complaintId: string; decision: Decision },
): Promise<Decided | null> {
  const { db, now } = services
  if (!(await authorise(services, actor, 'complaint.decide'))) return null
  const complaint = await officeComplaint(services, actor, complaintId)
  if (!complaint) return null
  if (!decidesAt(actor, complaint.level)) return { ok: false, reason: 'OTHER_LEVEL' }
  const at = now()
  const fault = decisionFault(decision, officerWords(complaint.language, decision.words), at)
  if (fault) return { ok: false, reason: fault }
  const moved = await db.$transaction((tx) => settle(tx, actor, { id: complaintId, ...complaint }, decision, { at }))
  return moved ? { ok: true } : { ok: false, reason: 'DECIDED_ALREADY' }
}

/** What is wrong with a decision by itself; null for nothing. */
export function decisionFault(decision: Decision, text: string, now: Date): DecisionRefusal | null {
  if (text === '') return 'NO_REASON'
  if (text.length > MOST_LETTERS) return 'TOO_LONG'
  return decision.kind === 'PROMISE' && decision.promisedOn < dayOf(now) ? 'DAY_IS_PAST' : null
}

/** Moves a complaint as was decided, once, and writes it into the thread. Returns whether it moved. */
export async function settle(
  tx: Tx,
  actor: StaffActor,
  complaint: { id: string; connectionId: string | null; level: ComplaintLevel; language: string },
  decision: Decision,
  { at, arrivedAt }: { at: Date; arrivedAt?: Date },
): Promise<boolean> {
  const { id, connectionId, level, language } = complaint
  const moved = await moveComplaint(
    tx,
    decision.kind,
    // At the level that was looked at: who has escalated it meanwhile is answered there.
    { id, level },
    decision.kind === 'PROMISE'
      ? { state: 'PROMISED', promisedOn: dayToColumn(decision.promisedOn) }
      : { state: decision.kind === 'RESOLVE' ? 'RESOLVED' : 'REJECTED', decidedAt: at, promisedOn: null },
  )
  if (!moved) return false
  const kind = ({ PROMISE: 'PROMISED', RESOLVE: 'RESOLVED', REJECT: 'REJECTED' } as const)[decision.kind]
  const promised = decision.kind === 'PROMISE' ? { detail: { promisedOn: decision.promisedOn } } : {}
  const text = officerWords(language, decision.words)
  await writeEvent(tx, actor, { complaintId: id, connectionId }, { kind, at, arrivedAt, text, ...promised })
  return true
}
