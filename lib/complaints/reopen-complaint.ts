import type { Services } from '#lib/platform/services.ts'
import { cleanLines } from '#lib/units/clean-text.ts'
import { complaintCatalogue } from './catalogue.ts'
import { dueFrom } from './complaint-clock.ts'
import { MOST_LETTERS } from './complaint-words.ts'
import { moveComplaint } from './move-complaint.ts'
import { type Complainant, ownComplaint } from './own-complaint.ts'
import { writeEvent } from './write-event.ts'

export type Reopened = { ok: true } | { ok: false; reason: 'NO_REASON' | 'TOO_LONG' | 'TOO_LATE' }

const DAY_MS = 86_400_000

/**
 * Opens a decided own complaint again, with a reason and a new clock at the level where it is. `TOO_LATE`: the days for
 * it are over, or it is open. Null for a stranger's.
 */
export async function reopenComplaint(
  { db, now }: Services,
  actor: Complainant,
  { complaintId, reason }: { complaintId: string; reason: string },
): Promise<Reopened | null> {
  const where = await ownComplaint({ db, now }, actor, complaintId)
  const complaint =
    where && (await db.complaint.findFirst({ where, select: { connectionId: true, category: true, level: true } }))
  if (!complaint) return null
  const text = cleanLines(reason)
  if (text === '') return { ok: false, reason: 'NO_REASON' }
  if (text.length > MOST_LETTERS) return { ok: false, reason: 'TOO_LONG' }
  const at = now()
  const since = new Date(at.getTime() - complaintCatalogue().reopenDays * DAY_MS)
  return db.$transaction(async (tx): Promise<Reopened> => {
    const dueAt = dueFrom(at, complaint.category, complaint.level)
    const still = { id: complaintId, level: complaint.level, decidedAt: { gte: since } }
    const data = { state: 'OPEN', decidedAt: null, rating: null, dueAt } as const
    if (!(await moveComplaint(tx, 'REOPEN', still, data))) return { ok: false, reason: 'TOO_LATE' }
    await writeEvent(tx, actor, { complaintId, ...complaint }, { kind: 'REOPENED', at, text })
    return { ok: true }
  })
}
