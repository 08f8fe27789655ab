import type { Services } from '#lib/platform/services.ts'
import { cleanLines } from '#lib/units/clean-text.ts'
import { MOST_LETTERS } from './complaint-words.ts'
import { moveComplaint } from './move-complaint.ts'
import { type Complainant, ownComplaint } from './own-complaint.ts'
import { writeEvent } from './write-event.ts'

export type Rated = { ok: true } | { ok: false; reason: 'NO_RATING' | 'TOO_LONG' | 'NOT_NOW' }

/**
 * Says how content somebody is with a decision, 1 (not at all) to 5, once for each decision. `NOT_NOW`: nothing is
 * decided, or it was rated already. Null for a stranger's complaint.
 */
export async function rateComplaint(
  { db, now }: Services,
  actor: Complainant,
  { complaintId, rating, remark }: { complaintId: string; rating: number; remark: string },
): Promise<Rated | null> {
  const where = await ownComplaint({ db, now }, actor, complaintId)
  const complaint = where && (await db.complaint.findFirst({ where, select: { connectionId: true } }))
  if (!complaint) return null
  if (!Number.isInteger(rating) || rating < 1 || rating > 5) return { ok: false, reason: 'NO_RATING' }
  const text = cleanLines(remark)
  if (text.length > MOST_LETTERS) return { ok: false, reason: 'TOO_LONG' }
  return db.$transaction(async (tx): Promise<Rated> => {
    if (!(await moveComplaint(tx, 'RATE', { id: complaintId, rating: null }, { rating })))
      return { ok: false, reason: 'NOT_NOW' }
    await writeEvent(tx, actor, { complaintId, ...complaint }, { kind: 'RATED', at: now(), text, detail: { rating } })
    return { ok: true }
  })
}
