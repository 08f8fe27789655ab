import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import { cleanLines } from '#lib/units/clean-text.ts'
import { checkFiles, type FileRefusal } from './check-file.ts'
import { MOST_LETTERS } from './complaint-words.ts'
import { MOST_FILES } from './file-limits.ts'
import { isOverQuota } from './file-quota.ts'
import { keepFiles } from './keep-files.ts'
import { type Complainant, ownComplaint } from './own-complaint.ts'
import { writeEvent } from './write-event.ts'

export type MessageRefusal = FileRefusal | 'NO_TEXT' | 'TOO_LONG' | 'TOO_MANY'
export type Written = { ok: true } | { ok: false; reason: MessageRefusal }

const MOST_A_DAY = 30

/** Adds words, pictures or both to the thread of an own complaint. Null for a stranger's. */
export async function writeMessage(
  services: Services,
  actor: Complainant,
  { complaintId, text: given, uploads }: { complaintId: string; text: string; uploads: readonly Buffer[] },
): Promise<Written | null> {
  const { db, now } = services
  const where = await ownComplaint(services, actor, complaintId)
  const complaint =
    where && (await db.complaint.findFirst({ where, select: { connectionId: true, consumerId: true, mobile: true } }))
  if (!complaint) return null
  const text = cleanLines(given)
  if (text === '' && uploads.length === 0) return { ok: false, reason: 'NO_TEXT' }
  if (text.length > MOST_LETTERS) return { ok: false, reason: 'TOO_LONG' }
  if (uploads.length > MOST_FILES) return { ok: false, reason: 'TOO_MANY_FILES' }
  const { files, reasons } = await checkFiles(services, actor, uploads)
  if (reasons[0]) return { ok: false, reason: reasons[0] }
  if (await isOverQuota(services, complaint, files)) return { ok: false, reason: 'FILES_FULL' }
  const limit = { key: limitKey('complaint messages', complaintId), limit: MOST_A_DAY, windowSeconds: 86_400 }
  if (!(await takeFromLimit(services, limit)).ok) return { ok: false, reason: 'TOO_MANY' }
  await db.$transaction(async (tx) => {
    const eventId = await writeEvent(
      tx,
      actor,
      { complaintId, connectionId: complaint.connectionId },
      { kind: 'MESSAGE', at: now(), text },
    )
    await keepFiles(tx, { complaintId, eventId }, files)
  })
  return { ok: true }
}
