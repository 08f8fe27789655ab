import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { MOST_LETTERS } from './complaint-words.ts'
import { officeComplaint } from './office-complaint.ts'
import { type OfficerWords, officerWords } from './officer-words.ts'
import { writeEvent } from './write-event.ts'

export type OfficerMessage = { ok: true } | { ok: false; reason: 'NO_TEXT' | 'TOO_LONG' }

/**
 * An officer writes in a thread of the office, and whoever complained is told. Null without leave, and for another office's.
 */
export async function writeOfficerMessage(
  services: Services,
  actor: StaffActor,
  { complaintId, words }: { complaintId: string; words: OfficerWords },
): Promise<OfficerMessage | null> {
  if (!(await authorise(services, actor, 'complaint.decide'))) return null
  const complaint = await officeComplaint(services, actor, complaintId)
  if (!complaint) return null
  const text = officerWords(complaint.language, words)
  if (text === '') return { ok: false, reason: 'NO_TEXT' }
  if (text.length > MOST_LETTERS) return { ok: false, reason: 'TOO_LONG' }
  const { connectionId } = complaint
  await services.db.$transaction((tx) =>
    writeEvent(tx, actor, { complaintId, connectionId }, { kind: 'MESSAGE', at: services.now(), text }),
  )
  return { ok: true }
}
