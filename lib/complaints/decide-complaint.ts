import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { cleanLines } from '#lib/units/clean-text.ts'
import { dayOf, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { MOST_LETTERS } from './complaint-words.ts'
import { moveComplaint } from './move-complaint.ts'
import { officeComplaint } from './office-complaint.ts'
import { writeEvent } from './write-event.ts'

export type Decision =
  | { kind: 'PROMISE'; promisedOn: IstDay; reason: string }
  | { kind: 'RESOLVE' | 'REJECT'; reason: string }
export type Decided = { ok: true } | { ok: false; reason: 'NO_REASON' | 'TOO_LONG' | 'DAY_IS_PAST' | 'DECIDED_ALREADY' }

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
  const text = cleanLines(decision.reason)
  if (text === '') return { ok: false, reason: 'NO_REASON' }
  if (text.length > MOST_LETTERS) return { ok: false, reason: 'TOO_LONG' }
  const at = now()
  if (decision.kind === 'PROMISE' && decision.promisedOn < dayOf(at)) return { ok: false, reason: 'DAY_IS_PAST' }
  return db.$transaction(async (tx): Promise<Decided> => {
    const moved = await moveComplaint(
      tx,
      decision.kind,
      { id: complaintId },
      decision.kind === 'PROMISE'
        ? { state: 'PROMISED', promisedOn: dayToColumn(decision.promisedOn) }
        : { state: decision.kind === 'RESOLVE' ? 'RESOLVED' : 'REJECTED', decidedAt: at, promisedOn: null },
    )
    if (!moved) return { ok: false, reason: 'DECIDED_ALREADY' }
    const kind = ({ PROMISE: 'PROMISED', RESOLVE: 'RESOLVED', REJECT: 'REJECTED' } as const)[decision.kind]
    const promised = decision.kind === 'PROMISE' ? { detail: { promisedOn: decision.promisedOn } } : {}
    await writeEvent(tx, actor, { complaintId, ...complaint }, { kind, at, text, ...promised })
    return { ok: true }
  })
}
